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
  /// Says what was found in a functional group; nothing where the group does not say what it is.
  ///
  /// What the group or a set says of itself is sent back where it has the form that a 999 wants, else what
  /// can be known from the rest: a receiver must be able to read the answer.
  ///
  /// What only a 277CA reports leaves the verdict on the set as it is: the set is accepted and the claim
  /// is not. Where a set of a kind for which there is no 277CA has such a finding, the set is rejected.
  public init?(_ report: GroupReport, _ context: AcknowledgementContext = .init()) {
    let header = report.header
    let kinds = [header.text(1)] + report.sets.map { Self.identifier(of: $0.header.text(1)) }
    guard let kind = kinds.first(where: { Echo.text($0, 2...2) != nil }) else { return nil }
    let versions = [header.text(8)] + report.sets.map { $0.header.text(3) }
    self.init(
      functionalIdentifier: kind, controlNumber: Echo.number(header.text(6)) ?? "0",
      version: versions.lazy.compactMap { Echo.text($0, 1...12) }.first ?? "005010")
    sets = report.sets.map { SetAcknowledgement($0, context, in: kind) }
    received = report.sets.count
    included =
      report.announcedSetCount.flatMap { (0...999_999).contains($0) ? $0 : nil } ?? received
    for case .group(let code) in report.findings.kept.map(\.acknowledgement)
    where !errors.contains(code) && errors.count < 5 { errors.append(code) }
    let isRejected = report.findings.rejections > 0
    if isRejected, errors.isEmpty { errors = [Self.code(for: report.findings)] }
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

extension GroupAcknowledgement {
  /// AK905 for a group that is turned away for something that has no code of its own there: not supported,
  /// unless its number or version is what is wrong.
  private static func code(for findings: FindingList) -> String {
    let places = findings.kept.filter(\.isRejecting).map(\.position).filter { $0.segment == "GS" }
    switch places.first?.element {
    case 6: return "6"
    case 8: return "2"
    default: return "1"
    }
  }

  /// GS01 by ST01; nothing for a set that no guide describes.
  private static func identifier(of set: String) -> String {
    kinds.first { $0.set == set }?.identifier ?? ""
  }

  /// ST01 by GS01.
  fileprivate static func set(of identifier: String) -> String {
    kinds.first { $0.identifier == identifier }?.set ?? "000"
  }

  private static let kinds: [(identifier: String, set: String)] = [
    ("HC", "837"), ("HP", "835"), ("HS", "270"), ("HB", "271"), ("HR", "276"), ("HN", "277"),
    ("HI", "278"), ("BE", "834"), ("RA", "820"), ("PI", "275"),
  ]
}

extension SetAcknowledgement {
  init(_ report: SetReport, _ context: AcknowledgementContext, in group: String = "HC") {
    self.init(
      set: Echo.text(report.header.text(1), 3...3) ?? GroupAcknowledgement.set(of: group),
      controlNumber: Echo.setNumber(report.controlNumber),
      version: Echo.text(report.header.text(3), 1...35))
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
    guard Echo.text(String(position.segment.prefix(3)), 2...3) != nil else { return }
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
      fault.unit = context.unit(position).flatMap {
        Echo.text($0.value, 1...35) == nil ? nil : $0
      }
      if !isElement, let trigger { fault.triggers = [trigger] }
      segments.append(fault)
    }
    guard case .element(let own) = finding.acknowledgement else { return }
    var element = ElementFault(
      ElementPlace(position), dataElement: context.dataElement(report, position), code: own,
      copy: finding.copy.flatMap { Echo.text(String($0.prefix(99)), 1...99) })
    if let trigger { element.triggers = [trigger] }
    // Two rules may find the same; the receiver wants to be told once.
    let isKnown = segments[segments.count - 1].elements.contains {
      $0.place == element.place && $0.code == element.code
    }
    if !isKnown { segments[segments.count - 1].elements.append(element) }
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
