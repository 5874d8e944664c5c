// SPDX-License-Identifier: Apache-2.0

import Claims
import Values
import X12

/// A claim as far as a 277CA gives it back, with what was found in it.
struct AcknowledgedClaim {
  /// The lines in which something rejects.
  struct Line {
    let loop: Loop
    let codes: [ClaimStatus.Code]
  }

  let patient: NamedParty
  let controlNumber: String
  let charge: Money
  let service: QualifiedDate
  let references: [QualifiedReference]
  /// What rejects the claim, each once; empty where it is accepted.
  let codes: [ClaimStatus.Code]
  let lines: [Line]

  var isAccepted: Bool { codes.isEmpty }

  /// Takes what is needed from a loop 2300 and those above it.
  init(
    _ claim: Loop, ancestors: [Loop], codes: [ClaimStatus.Code], lines: [Line], variant: String
  ) {
    let header = claim.segment("CLM")
    controlNumber = header?.text(1) ?? ""
    charge = header.flatMap { Money($0.text(2)) } ?? .zero
    service = Self.service(claim)
    patient = Self.patient(ancestors)
    self.codes = codes
    self.lines = lines
    var references: [QualifiedReference] = []
    if let number = claim.segment("REF", "D9")?.text(2) {
      references.append(QualifiedReference("D9", number))
    }
    if variant == "837I", let header {
      let type = header.text(5) + header.text(5, component: 3)
      references.append(QualifiedReference("BLT", type))
    }
    self.references = references
  }

  private static func patient(_ ancestors: [Loop]) -> NamedParty {
    let subscriber = ancestors.last { $0.id == "2000B" }?.loop("2010BA")?.segment("NM1")
    let dependent = ancestors.last { $0.id == "2000C" }?.loop("2010CA")?.segment("NM1")
    let name = dependent ?? subscriber
    var party = NamedParty(
      role: "QC", kind: "1", name: name?.optional(3), given: name?.optional(4),
      idQualifier: subscriber?.optional(8) == "II" ? "II" : "MI", id: subscriber?.optional(9))
    party.middle = name?.optional(5)
    party.suffix = name?.optional(7)
    if party.id == nil { party.idQualifier = nil }
    return party
  }

  /// The statement period of an institutional claim, else the dates of service of the claim or its lines.
  private static func service(_ claim: Loop) -> QualifiedDate {
    let own = claim.segment("DTP", "434") ?? claim.segment("DTP", "472")
    let segments = own.map { [$0] } ?? claim.loops("2400").compactMap { $0.segment("DTP", "472") }
    var days: [CalendarDate] = []
    for text in segments.map({ $0.text(3) }) {
      days += [text.prefix(8), text.suffix(8)].compactMap { CalendarDate(String($0)) }
    }
    guard let first = days.min(), let last = days.max() else { return QualifiedDate("472") }
    return QualifiedDate("472", first, through: first == last ? nil : last)
  }
}

extension AcknowledgedClaim {
  /// The claim's part of a 277CA.
  func matter(_ options: ClaimAcknowledgementBuilder.Options) -> ClaimStatusMatter {
    var matter = ClaimStatusMatter(
      trace: TraceNumber("2", controlNumber),
      statuses: Self.statuses(
        isAccepted ? [options.acceptance] : codes, charge: charge, date: options.processed,
        action: isAccepted ? "WQ" : "U"))
    matter.references = references
    matter.dates = [service]
    matter.lines = lines.map { $0.line(options) }
    return matter
  }

  /// Statuses of three codes each.
  static func statuses(
    _ codes: [ClaimStatus.Code], charge: Money?, date: CalendarDate?, action: String
  ) -> [ClaimStatus] {
    stride(from: 0, to: codes.count, by: 3).map { start in
      let others = codes[start + 1..<min(start + 3, codes.count)]
      var status = ClaimStatus(codes[start], others: Array(others), date: date)
      status.action = action
      status.charge = charge
      return status
    }
  }
}

extension AcknowledgedClaim.Line {
  fileprivate func line(_ options: ClaimAcknowledgementBuilder.Options) -> ClaimStatusLine {
    var line = ClaimStatusLine()
    if let service = loop.segment("SV1") ?? loop.segment("SV3") {
      take(service, 1, charge: 2, &line)
      line.units = Quantity(service.text(service.id == "SV1" ? 4 : 6))
    } else if let service = loop.segment("SV2") {
      if service.isEmpty(2) {
        line.service = BilledService("NU", service.text(1))
        line.charge = Money(service.text(3)) ?? .zero
      } else {
        take(service, 2, charge: 3, &line)
        line.revenueCode = service.optional(1)
      }
      line.units = Quantity(service.text(5))
    }
    line.statuses = AcknowledgedClaim.statuses(
      codes, charge: nil, date: options.processed, action: "U")
    let number = loop.segment("REF", "6R")?.text(2) ?? loop.segment("LX")?.text(1) ?? ""
    line.references = [QualifiedReference("FJ", number)]
    if let text = loop.segment("DTP", "472")?.text(3),
      let from = CalendarDate(String(text.prefix(8)))
    {
      let through = CalendarDate(String(text.suffix(8)))
      line.dates = [QualifiedDate("472", from, through: through == from ? nil : through)]
    }
    return line
  }

  private func take(
    _ segment: Segment, _ service: Int, charge: Int, _ line: inout ClaimStatusLine
  ) {
    let modifiers = (3...6).map { segment.text(service, component: $0) }.filter { !$0.isEmpty }
    line.service = BilledService(
      segment.text(service), segment.text(service, component: 2), modifiers: modifiers)
    line.charge = Money(segment.text(charge)) ?? .zero
  }
}
