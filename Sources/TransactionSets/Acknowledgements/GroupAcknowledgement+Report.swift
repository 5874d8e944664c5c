// SPDX-License-Identifier: Apache-2.0

import Values
public import X12

/// What an acknowledgement says beyond what a report of findings has.
public struct AcknowledgementContext {
  /// The claim or the like in which a place lies.
  public var unit: (X12Position) -> BusinessUnit? = { _ in nil }
  /// The number in the standard of the data element at a place in a set.
  public var dataElement: (SetReport, X12Position) -> String? = { _, _ in nil }
  /// The first segment of a loop, for what is said of a loop that is not there.
  public var firstSegment: (SetReport, String) -> String? = { _, _ in nil }
  /// Whether IK303 names the loop. The standard means it for loops bounded by LS and LE; most receivers
  /// name every loop, by the four characters that it has room for, and most senders want to know.
  public var namesLoops = true

  /// Makes a context that knows nothing.
  public init() {}

  /// Makes a context that knows the guides.
  public init(guides: GuideLibrary) {
    func guide(_ set: SetReport) -> Guide? {
      guard let version = set.guide ?? set.header.optional(3) else { return nil }
      let entries = guides.entries(version: version, set: set.header.text(1))
      let entry = entries.first { $0.variant == set.variant } ?? entries.first
      return entry.flatMap { try? guides.guide(for: $0) }
    }
    dataElement = { set, position in guide(set)?.dataElement(at: position) }
    firstSegment = { set, loop in
      guard let guide = guide(set), let index = guide.loop(loop) else { return nil }
      return guide.segments(of: index).first.map { guide.segments[$0].id.description }
    }
  }
}

extension GroupAcknowledgement {
  /// Says what was found in a functional group.
  ///
  /// What only a 277CA reports leaves the verdict on the set as it is: the set is accepted and the claim
  /// is not. Where a set of a kind for which there is no 277CA has such a finding, the set is rejected.
  public init(_ report: GroupReport, _ context: AcknowledgementContext = .init()) {
    self.init(
      functionalIdentifier: report.header.text(1), controlNumber: report.header.text(6),
      version: report.header.text(8))
    sets = report.sets.map { SetAcknowledgement($0, context) }
    received = report.sets.count
    included = report.announcedSetCount ?? received
    for case .group(let code) in report.findings.kept.map(\.acknowledgement)
    where !errors.contains(code) && errors.count < 5 { errors.append(code) }
    let isRejected = report.findings.rejections > 0
    accepted = isRejected ? 0 : sets.count { !$0.code.isRejection }
    let hasErrors = !errors.isEmpty || sets.contains { $0.code == .acceptedWithErrors }
    code =
      if isRejected || (accepted == 0 && received > 0) {
        .rejected
      } else if accepted < received {
        .partiallyAccepted
      } else {
        hasErrors ? .acceptedWithErrors : .accepted
      }
  }
}

extension SetAcknowledgement {
  init(_ report: SetReport, _ context: AcknowledgementContext) {
    self.init(
      set: report.header.text(1), controlNumber: Self.sendable(report.controlNumber),
      version: report.header.isEmpty(3) ? nil : report.header.text(3))
    var isRejected = report.findings.rejections > report.findings.kept.count { $0.isRejecting }
    var hasErrors = false
    for finding in report.findings.kept {
      switch finding.acknowledgement {
      case .set(let code): note(code)
      case .element where finding.position.segment == "ST" && finding.position.element < 3:
        note(finding.position.element == 1 ? "6" : "7")
      case .segment(let code):
        add(finding, code: code, report, context)
        note(code.hasPrefix("I") ? "I5" : "5")
      case .element(let code):
        add(finding, code: "8", report, context)
        note(code.hasPrefix("I") ? "I5" : "5")
      case .claim, .interchange, .group, nil:
        guard finding.isRejecting, finding.concernsSet(report) else { continue }
        note(finding.type > .syntax ? "I5" : "5")
        isRejected = true
        continue
      }
      if finding.isRejecting { isRejected = true } else { hasErrors = true }
    }
    code = isRejected ? .rejected : hasErrors ? .acceptedWithErrors : .accepted
    if isRejected, errors.isEmpty { errors = ["5"] }
  }

  private mutating func note(_ code: String) {
    if !errors.contains(code), errors.count < 5 { errors.append(code) }
  }

  /// Adds what is wrong with a segment; elements go to the segment's own entry, where it has one already.
  private mutating func add(
    _ finding: X12Finding, code: String, _ report: SetReport, _ context: AcknowledgementContext
  ) {
    var position = finding.position
    if position.segment.isEmpty {
      guard let first = context.firstSegment(report, position.loop) else { return }
      position.segment = first
    }
    let loop = context.namesLoops && position.loop != "ST" ? String(position.loop.prefix(4)) : ""
    let place = max(1, position.segmentIndex)
    let isElement = if case .element = finding.acknowledgement { true } else { false }
    let trigger = finding.trigger.map { FaultTrigger($0, report, context) }
    let isSame =
      segments.last.map {
        $0.position == place && $0.id == position.segment.prefix(3) && $0.code == code
      }
      ?? false
    if !(isElement && isSame) {
      var fault = SegmentFault(
        String(position.segment.prefix(3)), position: place, loop: loop.isEmpty ? nil : loop,
        code: code)
      fault.unit = context.unit(position)
      if !isElement, let trigger { fault.triggers = [trigger] }
      segments.append(fault)
    }
    guard case .element(let own) = finding.acknowledgement else { return }
    var element = ElementFault(
      ElementPlace(position), dataElement: context.dataElement(report, position), code: own,
      copy: finding.copy.flatMap(Self.safe))
    if let trigger { element.triggers = [trigger] }
    // Two rules may find the same; the receiver wants to be told once.
    let isKnown = segments[segments.count - 1].elements.contains {
      $0.place == element.place && $0.code == element.code
    }
    if !isKnown { segments[segments.count - 1].elements.append(element) }
  }

  /// A control number as far as AK202 has room for it.
  private static func sendable(_ number: String) -> String {
    var number = String(number.prefix(9))
    while number.last == " " { number.removeLast() }
    return number
  }

  /// What was sent, as far as it can be sent back: 99 characters at most, and none that would be wrong in
  /// the acknowledgement too.
  private static func safe(_ copy: String) -> String? {
    let isSafe = copy.utf8.allSatisfy {
      (0x20..<0x7F).contains($0) && !Delimiters.usual.contains($0)
    }
    return isSafe && !copy.isEmpty ? String(copy.prefix(99)) : nil
  }
}

extension X12Finding {
  fileprivate var isRejecting: Bool { finding.severity == .rejects }

  /// Whether a rejection without a code of the 999 still turns the set away: one of syntax or guide always,
  /// one of any other type where nothing but the 999 answers the set.
  fileprivate func concernsSet(_ report: SetReport) -> Bool {
    if case .claim = acknowledgement, report.header.text(1) == "837" { return false }
    return type <= .guide || report.header.text(1) != "837"
  }
}

extension ElementPlace {
  init(_ position: X12Position) {
    self.init(
      max(1, position.element), component: position.component > 0 ? position.component : nil,
      repetition: position.repetition > 1 ? position.repetition : nil)
  }
}

extension FaultTrigger {
  fileprivate init(
    _ position: X12Position, _ report: SetReport, _ context: AcknowledgementContext
  ) {
    self.init(
      position.segment, position: max(1, position.segmentIndex),
      loop: context.namesLoops && !position.loop.isEmpty && position.loop != "ST"
        ? String(position.loop.prefix(4)) : nil)
    guard position.element > 0 else { return }
    place = ElementPlace(position)
    dataElement = context.dataElement(report, position)
  }
}
