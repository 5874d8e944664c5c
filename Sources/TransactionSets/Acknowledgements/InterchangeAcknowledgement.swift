// SPDX-License-Identifier: Apache-2.0

import Values
public import X12

/// What a receiver says of the envelope of an interchange: the segment TA1.
///
///     InterchangeAcknowledgement(report).segment   // TA1*000000042*261122*0905*R*023~
///
/// Source: ASC X12.5, TA1, as 005010X231A1 appendix C has it.
public struct InterchangeAcknowledgement: Hashable, Sendable {
  /// ISA13 of the interchange.
  public var controlNumber: String
  /// ISA09 of the interchange.
  public var date: String
  /// ISA10 of the interchange.
  public var time: String
  /// The verdict: accepted, accepted with errors, or rejected.
  public var code: AcknowledgementCode
  /// Why: `000` for no error, up to `031`.
  public var note: String

  /// Makes an acknowledgement.
  public init(
    controlNumber: String, date: String, time: String, code: AcknowledgementCode = .accepted,
    note: String = "000"
  ) {
    self.controlNumber = controlNumber
    self.date = date
    self.time = time
    self.code = code
    self.note = note
  }

  /// Judges by what was found in an interchange, outside of its groups.
  ///
  /// A TA1 has room for one code: the first that rejects, else the first of all. What rejects and has no
  /// code of its own is reported as invalid content, `024`.
  public init(_ report: InterchangeReport) {
    self.init(
      controlNumber: report.header.text(13), date: report.header.text(9),
      time: report.header.text(10))
    for finding in report.findings.kept {
      var own: String?
      if case .interchange(let code) = finding.acknowledgement { own = code }
      if finding.finding.severity == .rejects {
        code = .rejected
        note = own ?? "024"
        return
      }
      if let own, code == .accepted, own != "000" {
        code = .acceptedWithErrors
        note = own
      }
    }
    if report.findings.rejections > 0 { (code, note) = (.rejected, "024") }
  }

  /// Puts what can be sent in the place of a number, date or time that has no form of one: it would be as
  /// wrong in the answer.
  mutating func settle(date today: CalendarDate, time now: String) {
    if Echo.number(controlNumber)?.utf8.count != 9 { controlNumber = "000000000" }
    if date.utf8.count != 6 || CalendarDate("20\(date)") == nil {
      date = String(today.compact.dropFirst(2))
    }
    let clock = time.utf8.count == 4 ? Echo.number(time).flatMap { Int($0) } : nil
    if clock.map({ $0 > 2359 || $0 % 100 > 59 }) ?? true { time = now }
  }

  /// Reads a TA1; nothing where it is none or its code is not one of A, E and R.
  public init?(_ segment: Segment) {
    guard segment.id == "TA1", let code = AcknowledgementCode(rawValue: segment.text(4)),
      [.accepted, .acceptedWithErrors, .rejected].contains(code)
    else { return nil }
    self.init(
      controlNumber: segment.text(1), date: segment.text(2), time: segment.text(3), code: code,
      note: segment.text(5))
  }

  /// The segment.
  public var segment: Segment {
    Segment(
      "TA1", [controlNumber, date, time, code.rawValue, note].map { Element.text($0) })
  }
}
