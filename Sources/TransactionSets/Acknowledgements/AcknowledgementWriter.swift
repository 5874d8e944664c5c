// SPDX-License-Identifier: Apache-2.0

public import Values
public import X12

/// Writes what was found in an interchange as an interchange in return: TA1, and a 999 for each functional
/// group.
///
///     let bytes = try AcknowledgementWriter(header: header).write(report.interchanges[0])
///
/// Source: ASC X12.5 (TA1); 005010X231A1 (999).
public struct AcknowledgementWriter {
  /// When a TA1 is sent.
  public enum EnvelopePolicy: Sendable {
    /// Always.
    case always
    /// Where ISA14 asks for it, or something is wrong with the interchange itself.
    case asAsked
    /// Never.
    case never
  }

  /// Who answers whom, when, under which number.
  public var header: InterchangeHeader
  /// GS06 of the first group; where senders or receivers of the groups differ, the others follow.
  public var groupNumber = 1
  /// ST02 of the first 999; the others follow.
  public var firstSetNumber = 1
  /// When a TA1 is sent.
  public var envelope = EnvelopePolicy.asAsked
  /// Whether each segment stands on a line of its own.
  public var lineBreaks = true
  /// What the report does not have.
  public var context = AcknowledgementContext()

  /// Makes a writer.
  public init(header: InterchangeHeader) { self.header = header }

  /// Makes the header of an answer: who received sends.
  public static func header(
    answering isa: Segment, date: CalendarDate, time: String, controlNumber: Int
  ) -> InterchangeHeader {
    func party(_ number: Int) -> InterchangeHeader.Party {
      var id = isa.text(number + 1)
      while id.last == " " { id.removeLast() }
      // What no list of qualifiers is known by would make the answer wrong too.
      let qualifier = isa.text(number)
      return InterchangeHeader.Party(
        qualifier: Self.qualifiers.contains(qualifier) ? qualifier : "ZZ", id: id)
    }
    return InterchangeHeader(
      sender: party(7), receiver: party(5), date: date, time: time, controlNumber: controlNumber,
      usage: isa.text(15) == "P" ? .production : .test)
  }

  /// The qualifiers of ISA05 and ISA07 that the health care guides allow.
  private static let qualifiers: Set<String> = [
    "01", "14", "20", "27", "28", "29", "30", "33", "ZZ",
  ]

  /// Writes the answer to an interchange.
  ///
  /// Nothing is made of a group that is itself an acknowledgement: 999s and TA1s are not acknowledged.
  ///
  /// - Returns: The bytes; empty where there is nothing to say.
  /// - Throws: ``TransactionSetError`` where a value of the interchange cannot be sent back.
  public func write(_ report: InterchangeReport) throws(TransactionSetError) -> [UInt8] {
    var envelope = InterchangeAcknowledgement(report)
    envelope.settle(date: header.date, time: header.time)
    let isSent =
      switch self.envelope {
      case .always: true
      case .never: false
      case .asAsked: report.header.text(14) == "1" || envelope.code != .accepted
      }
    let answers = report.groups.filter { $0.header.text(1) != "FA" }
      .compactMap { answer($0, in: report) }
    guard isSent || !answers.isEmpty else { return [] }
    var writer = SegmentWriter(lineEnd: lineBreaks ? [0x0A] : [])
    do throws(X12Error) {
      try writer.writeInterchangeHeader(header)
      if isSent { try writer.write("TA1", envelope.segment.elements) }
      let groups = try write(answers, &writer)
      try writer.writeInterchangeTrailer(groups: groups, controlNumber: header.controlNumber)
    } catch {
      throw TransactionSetError(error, loop: "999")
    }
    return writer.take()
  }

  /// What is said of a group, with the codes by which its sender and receiver know each other.
  private typealias Answer = (sender: String, receiver: String, group: GroupAcknowledgement)

  private func answer(_ report: GroupReport, in interchange: InterchangeReport) -> Answer? {
    guard let group = GroupAcknowledgement(report, context) else { return nil }
    let parties = Self.parties(of: report, in: interchange)
    return (parties.receiver, parties.sender, group)
  }

  /// The codes by which sender and receiver of a group know each other; where it names none that can be
  /// sent back, those of the interchange.
  static func parties(
    of group: GroupReport, in interchange: InterchangeReport
  ) -> (sender: String, receiver: String) {
    let header = header(
      answering: interchange.header, date: CalendarDate(daysSinceEpoch: 0), time: "",
      controlNumber: 1)
    func code(_ number: Int, or party: InterchangeHeader.Party) -> String {
      var code = group.header.text(number)
      while code.last == " " { code.removeLast() }
      return Echo.text(code, 2...15) ?? party.id
    }
    return (code(2, or: header.receiver), code(3, or: header.sender))
  }

  /// Writes the 999s, those of one sender and receiver in a group; gives how many groups there are.
  private func write(_ answers: [Answer], _ writer: inout SegmentWriter) throws(X12Error) -> Int {
    var rest = answers[...]
    var groups = 0
    var number = firstSetNumber
    while let first = rest.first {
      let same = rest.prefix { $0.sender == first.sender && $0.receiver == first.receiver }
      rest = rest.dropFirst(same.count)
      let control = Element.text(String(groupNumber + groups))
      try writer.write(
        "GS",
        [
          "FA", .text(first.sender), .text(first.receiver), .text(header.date.compact),
          .text(header.time), control, "X", .text(Self.version),
        ])
      for answer in same {
        try write(answer.group, number, &writer)
        number += 1
      }
      try writer.write("GE", [.text(String(same.count)), control])
      groups += 1
    }
    return groups
  }

  private func write(
    _ group: GroupAcknowledgement, _ number: Int, _ writer: inout SegmentWriter
  ) throws(X12Error) {
    let digits = String(number)
    let number = String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    writer.startCounting()
    try writer.write("ST", ["999", .text(number), .text(Self.version)])
    for segment in group.segments { try writer.write(segment.id, segment.elements) }
    try writer.write("SE", [.text(String(writer.count + 1)), .text(number)])
  }

  private static let version = "005010X231A1"
}
