// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

/// Reads a remittance that came on paper, as somebody has typed it in: an object of JSON.
///
/// Everything that is wrong with it is told at once, each with its path.
struct RemittanceDocument {
  private(set) var findings: [Finding] = []
  private(set) var remittance = Remittance()

  init(_ json: JSON) {
    remittance.payment.method = text(json, "method", "", isNeeded: false) ?? "CHK"
    remittance.payment.amount = money(json, "amount", "") ?? .zero
    remittance.payment.date = day(json, "paid_on", "")
    remittance.trace.number = text(json, "trace", "") ?? ""
    var payer = RemittanceParty()
    payer.party = NamedParty(role: "PR", name: text(json, "payer", ""))
    remittance.payer = payer
    if let issuer = text(json, "issuer", "", isNeeded: false) {
      remittance.trace.originator = issuer
    }
    var group = RemittanceGroup()
    group.claims = elements(json, "claims", "").map { claim($1, $0) }
    remittance.groups = [group]
    remittance.providerAdjustments = elements(json, "provider_adjustments", "").map {
      ProviderAdjustment(
        reason: text($1, "reason", $0) ?? "",
        reference: text($1, "reference", $0, isNeeded: false),
        amount: money($1, "amount", $0) ?? .zero)
    }
    if group.claims.isEmpty, remittance.providerAdjustments.isEmpty { fault("claims") }
  }

  private mutating func claim(_ json: JSON, _ path: String) -> RemittanceClaim {
    var claim = RemittanceClaim(
      patientControlNumber: text(json, "claim", path) ?? "",
      status: text(json, "status", path, isNeeded: false) ?? "1",
      charge: money(json, "charge", path) ?? .zero, paid: money(json, "paid", path) ?? .zero)
    claim.payerControlNumber = text(json, "payer_number", path, isNeeded: false)
    claim.adjustments = adjustments(json, path)
    claim.lines = elements(json, "lines", path).map { path, line in
      var service = BilledService("HC", text(line, "code", path) ?? "")
      service.modifiers = (line["modifiers"]?.elements ?? []).compactMap(\.string)
      var read = RemittanceLine(
        service: service, charge: money(line, "charge", path) ?? .zero,
        paid: money(line, "paid", path) ?? .zero)
      read.adjustments = adjustments(line, path)
      if let from = line["from"] {
        if let day = from.string.flatMap({ CalendarDate($0) }) {
          read.dates = [QualifiedDate("472", day)]
        } else {
          fault("\(path).from")
        }
      }
      return read
    }
    return claim
  }

  private mutating func adjustments(_ json: JSON, _ path: String) -> [Adjustment] {
    elements(json, "adjustments", path).map {
      let group = text($1, "group", $0) ?? ""
      if !["CO", "PR", "OA", "PI"].contains(group) { fault("\($0).group") }
      return Adjustment(
        group, text($1, "reason", $0) ?? "", money($1, "amount", $0) ?? .zero)
    }
  }

  private mutating func elements(
    _ json: JSON, _ name: String, _ path: String
  ) -> [(String, JSON)] {
    guard let value = json[name], value != .null else { return [] }
    guard case .array(let elements) = value else {
      fault(place(path, name))
      return []
    }
    return elements.enumerated().map { ("\(place(path, name))[\($0)]", $1) }
  }

  private mutating func text(
    _ json: JSON, _ name: String, _ path: String, isNeeded: Bool = true
  ) -> String? {
    let text = json[name]?.string
    let isFine = text.map { !$0.isEmpty && $0.utf8.count <= 80 } ?? (json[name] == nil && !isNeeded)
    if !isFine { fault(place(path, name)) }
    return isFine ? text : nil
  }

  private mutating func money(_ json: JSON, _ name: String, _ path: String) -> Money? {
    let amount = json[name]?.digits.flatMap { Money($0) }
    if amount == nil { fault(place(path, name)) }
    return amount
  }

  private mutating func day(_ json: JSON, _ name: String, _ path: String) -> CalendarDate? {
    let day = json[name]?.string.flatMap { CalendarDate($0) }
    if day == nil { fault(place(path, name)) }
    return day
  }

  private func place(_ path: String, _ name: String) -> String {
    path.isEmpty ? name : "\(path).\(name)"
  }

  private mutating func fault(_ path: String) {
    findings.append(
      Finding("remittances.bad-member", .rejects, at: .claim, facts: [.init("member", path)]))
  }
}
