// SPDX-License-Identifier: Apache-2.0

public import Values

/// First and last day that a claim covers.
public struct StatementPeriod: Hashable, Sendable {
  /// The first day.
  public var from: CalendarDate
  /// The last day.
  public var through: CalendarDate

  /// Makes a period; that it does not run backwards is checked when the claim is built.
  public init(from: CalendarDate, through: CalendarDate) {
    self.from = from
    self.through = through
  }
}

/// A time of day to the minute, on the provider's own clock.
public struct TimeOfDay: Hashable, Sendable, CustomStringConvertible {
  /// Minutes since midnight.
  public let minutes: Int

  /// Reads `hh:mm`, alone or with seconds after it; otherwise nothing.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count),
      parts.allSatisfy({ part in
        part.utf8.count >= 2 && part.utf8.prefix(2).allSatisfy { (0x30...0x39).contains($0) }
      }), parts.prefix(2).allSatisfy({ $0.utf8.count == 2 }),
      let hour = Int(parts[0]), let minute = Int(parts[1]), (0..<24).contains(hour),
      (0..<60).contains(minute)
    else { return nil }
    minutes = hour * 60 + minute
  }

  /// The time as X12 writes it: `hhmm`.
  public var compact: String {
    let number = minutes / 60 * 100 + minutes % 60
    return String(String(10_000 + number).dropFirst())
  }

  /// The time as `hh:mm`.
  public var description: String { "\(compact.prefix(2)):\(compact.suffix(2))" }
}

/// How and when a stay began.
public struct Admission: Hashable, Sendable {
  /// The day.
  public var date: CalendarDate?
  /// The time.
  public var time: TimeOfDay?
  /// The priority of the admission or visit, one digit of the NUBC list.
  public var type: String?
  /// The point of origin, one character of the NUBC list.
  public var source: String?

  /// Makes an admission.
  public init(
    date: CalendarDate? = nil, time: TimeOfDay? = nil, type: String? = nil, source: String? = nil
  ) {
    self.date = date
    self.time = time
    self.type = type
    self.source = source
  }
}

/// How and when a stay or visit ended.
public struct Discharge: Hashable, Sendable {
  /// The day.
  public var date: CalendarDate?
  /// The time.
  public var time: TimeOfDay?
  /// The patient's discharge status, two digits of the NUBC list.
  public var status: String?

  /// Makes a discharge.
  public init(date: CalendarDate? = nil, time: TimeOfDay? = nil, status: String? = nil) {
    self.date = date
    self.time = time
    self.status = status
  }
}

/// Something that happened on a day and bears on payment.
///
/// Source: UB-04 form locators 31 to 34.
public struct Occurrence: Hashable, Sendable {
  /// The two-character occurrence code.
  public var code: String
  /// The day.
  public var date: CalendarDate

  /// Makes an occurrence.
  public init(code: String, date: CalendarDate) {
    self.code = code
    self.date = date
  }
}

/// A number or amount that bears on payment, such as covered days.
///
/// Source: UB-04 form locators 39 to 41.
public struct ValueCode: Hashable, Sendable {
  /// The two-character value code.
  public var code: String
  /// The amount; where the code counts something, the count as whole dollars.
  public var amount: Money

  /// Makes a value.
  public init(code: String, amount: Money) {
    self.code = code
    self.amount = amount
  }
}

/// What an accident has to do with; the raw value is the word of our own document.
public struct Accident: Hashable, Sendable {
  /// What caused it.
  public enum Cause: String, Hashable, Sendable, CaseIterable {
    /// An automobile.
    case auto
    /// Employment.
    case employment
    /// Anything else.
    case other
  }

  /// What caused it.
  public var cause: Cause
  /// The day.
  public var date: CalendarDate?
  /// The state in which an automobile accident happened.
  public var state: String?

  /// Makes an accident.
  public init(cause: Cause, date: CalendarDate? = nil, state: String? = nil) {
    self.cause = cause
    self.date = date
    self.state = state
  }
}

/// Who accepts what from whom: one answer for paper and for X12.
///
/// Source: 005010X222A1 and 005010X223A2, loop 2300, CLM07 to CLM09.
public struct Assignment: Hashable, Sendable {
  /// Whether the provider accepts the payer's assignment; the raw value is X12's code.
  public enum Participation: String, Hashable, Sendable, CaseIterable {
    /// Assigned.
    case assigned = "A"
    /// Accepted for clinical laboratory services only.
    case laboratoryOnly = "B"
    /// Not assigned.
    case notAssigned = "C"
  }

  /// Whether the provider accepts assignment.
  public var participation: Participation = .assigned
  /// Whether the payer is to pay the provider: `Y`, `N`, or `W` where it does not apply.
  public var benefitsToProvider: String = "Y"
  /// Whether a signed release of information is held (`Y`) or the law allows it (`I`).
  public var releaseOfInformation: String = "Y"

  /// Whether the provider's signature is on file.
  public var providerSignatureOnFile: Bool = true
  /// `P` where the provider signed for the patient: CLM10, OI04.
  public var patientSignatureSource: String?

  /// Makes the usual answers: signed, assigned, benefits to the provider, release on file.
  public init() {}
}

/// A text of the record, in full.
public struct Note: Hashable, Sendable {
  /// The record's name for it.
  public var id: String
  /// The kind of document, such as `Discharge summary`.
  public var title: String
  /// The day on which it was written.
  public var date: CalendarDate?
  /// The text.
  public var text: String

  /// Makes a note.
  public init(id: String, title: String, date: CalendarDate? = nil, text: String) {
    self.id = id
    self.title = title
    self.date = date
    self.text = text
  }
}
