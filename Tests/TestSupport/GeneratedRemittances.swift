// SPDX-License-Identifier: Apache-2.0

public import Values

/// Claims of invented patients and their payers' answers, as X12, from a seed; with what each claim then comes to,
/// worked out here and not by the program.
public struct GeneratedRemittances: Sendable {
  /// A line of a claim.
  public struct Line: Sendable {
    /// The procedure code.
    public var code: String
    /// Its modifiers, in order.
    public var modifiers: [String]
    /// The charge in cents.
    public var cents: Int64
    /// The line item control number.
    public var control: String
  }

  /// A claim.
  public struct Claim: Sendable {
    /// The patient control number.
    public var number: String
    /// The member's number.
    public var member: String
    /// The patient's family name.
    public var family: String
    /// The patient's given name.
    public var given: String
    /// The day of service.
    public var day: CalendarDate
    /// The lines, in order.
    public var lines: [Line]
    /// Whether a second payer is on file.
    public var hasSecondary: Bool
    /// The charge of all lines in cents.
    public var cents: Int64 { lines.reduce(0) { $0 + $1.cents } }
  }

  /// An answer to a line: what is paid, and what is taken off as group, reason, cents.
  public struct AnsweredLine: Sendable {
    /// The line that is answered.
    public var line: Line
    /// What is paid, in cents.
    public var paid: Int64
    /// What is taken off.
    public var adjustments: [(group: String, reason: String, cents: Int64)]
  }

  /// An answer to a claim.
  public struct Answer: Sendable {
    /// The claim that is answered.
    public var claim: Claim
    /// The patient control number as the payer writes it.
    public var number: String
    /// The payer's own number of the claim.
    public var payerNumber: String
    /// The claim status code, CLP02.
    public var status: String
    /// The answers to its lines.
    public var lines: [AnsweredLine]
    /// What is paid for the claim, in cents.
    public var paid: Int64 { lines.reduce(0) { $0 + $1.paid } }
    /// The charge of the answered lines, in cents.
    public var charge: Int64 { lines.reduce(0) { $0 + $1.line.cents } }

    /// The answer that takes this one back.
    public var reversal: Answer {
      var other = self
      other.status = "22"
      other.lines = lines.map { line in
        var line = line
        line.line.cents = -line.line.cents
        line.paid = -line.paid
        line.adjustments = line.adjustments.map { ($0.group, $0.reason, -$0.cents) }
        return line
      }
      return other
    }

    /// What is taken off in groups and reasons that pass a test.
    public func taken(_ test: (String, String) -> Bool) -> Int64 {
      lines.flatMap(\.adjustments).reduce(0) { $0 + (test($1.group, $1.reason) ? $1.cents : 0) }
    }
  }

  /// A remittance: one payment.
  public struct Remittance: Sendable {
    /// The check or transfer number, TRN02.
    public var trace: String
    /// The payer's number, TRN03.
    public var issuer = "1999999990"
    /// The day of the payment.
    public var day: CalendarDate
    /// The answers that it pays.
    public var answers: [Answer]
    /// Reason, reference, cents taken off.
    public var beside: [(String, String, Int64)] = []
    /// The amount of the payment, in cents.
    public var cents: Int64 {
      answers.reduce(0) { $0 + $1.paid } - beside.reduce(0) { $0 + $1.2 }
    }

    /// A payment with nothing beside its answers.
    public init(trace: String, day: CalendarDate, answers: [Answer]) {
      self.trace = trace
      self.day = day
      self.answers = answers
    }
  }

  private var numbers: SeededNumbers
  private var made = 0
  private let first = SampleEncounter.day("2026-03-02")

  /// Begins from a seed.
  public init(seed: UInt64) { numbers = SeededNumbers(seed: seed) }

  /// A number from a range.
  public mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &numbers)
  }

  /// Makes claims.
  public mutating func claims(_ count: Int) -> [Claim] {
    (0..<count).map { _ in
      made += 1
      let codes = ["99213", "99214", "36415", "80053", "93000", "71046", "20610"]
      let lines = (1...number(1...4)).map { line in
        Line(
          code: codes[number(0...codes.count - 1)], modifiers: number(0...3) == 0 ? ["25"] : [],
          cents: Int64(number(2_000...60_000)), control: "L\(made)X\(line)")
      }
      return Claim(
        number: "G-\(1000 + made)", member: "EXM\(100_000 + made / 2)",
        family: "FAMILY" + Self.letters(made / 2), given: "GIVEN",
        day: first.adding(days: number(0...60)), lines: lines, hasSecondary: number(0...4) == 0)
    }
  }

  /// Answers a claim: paid, denied, or in part.
  public mutating func answer(_ claim: Claim) -> Answer {
    let isDenied = number(0...7) == 0
    let lines = claim.lines.map { line -> AnsweredLine in
      if isDenied || number(0...9) == 0 {
        let reason = ["16", "97"][number(0...1)]
        return AnsweredLine(line: line, paid: 0, adjustments: [("CO", reason, line.cents)])
      }
      let off = line.cents * Int64(number(10...40)) / 100
      let patient = (line.cents - off) * Int64(number(0...30)) / 100
      var adjustments = [("CO", "45", off)]
      if patient > 0 { adjustments.append(("PR", ["1", "2", "3"][number(0...2)], patient)) }
      return AnsweredLine(
        line: line, paid: line.cents - off - patient, adjustments: adjustments)
    }
    return Answer(
      claim: claim, number: claim.number, payerNumber: "ICN\(claim.number.dropFirst(2))",
      status: isDenied ? "4" : "1", lines: lines)
  }

  /// A number in letters, as names have no digits.
  private static func letters(_ number: Int) -> String {
    var (left, text) = (number, "")
    repeat {
      text.unicodeScalars.append(Unicode.Scalar(UInt8(0x41 + left % 26)))
      left /= 26
    } while left > 0
    return text
  }
}
