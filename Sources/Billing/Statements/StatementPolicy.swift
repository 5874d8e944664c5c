// SPDX-License-Identifier: Apache-2.0

public import Values

/// A practice's rules for statements.
public struct StatementPolicy: Hashable, Sendable {
  /// How many days have to lie between two statements of a guarantor.
  public var cycle = 28
  /// How many days after its making a statement is due.
  public var daysToPay = 21
  /// What is smaller is not worth a statement.
  public var smallest = Money(cents: 500)
  /// The highest level of dunning.
  public var levels = 4

  /// The ordinary rules.
  public init() {}
}

/// A statement that was made before.
public struct EarlierStatement: Hashable, Sendable {
  /// Its number.
  public let number: Int
  /// The day on which it was made.
  public let issued: CalendarDate
  /// What it asked for.
  public let asked: Money

  /// Makes a record.
  public init(number: Int, issued: CalendarDate, asked: Money) {
    self.number = number
    self.issued = issued
    self.asked = asked
  }
}

/// Why a guarantor gets no statement.
public enum NoStatement: String, Hashable, Sendable, CaseIterable {
  /// Nothing is owed now.
  case nothingDue = "nothing-due"
  /// What is owed is too small.
  case small
  /// The account is on hold.
  case held
  /// One was made within the cycle.
  case withinCycle = "within-cycle"
  /// The font lacks letters of a name.
  case characters
}

/// A payment plan: instalments each month on what was owed when it was agreed.
public struct PaymentPlan: Hashable, Sendable {
  /// The plan's number.
  public let number: Int
  /// What was agreed to be paid in all.
  public let amount: Money
  /// What is paid each month; the last month takes what is left.
  public let instalment: Money
  /// The day of the first instalment.
  public let first: CalendarDate
  /// What is still owed of it.
  public let remaining: Money

  /// Makes a plan.
  public init(
    number: Int, amount: Money, instalment: Money, first: CalendarDate, remaining: Money
  ) {
    self.number = number
    self.amount = amount
    self.instalment = instalment
    self.first = first
    self.remaining = remaining
  }

  /// How many instalments there are.
  public var count: Int {
    guard instalment > .zero else { return 0 }
    return Int((amount.cents + instalment.cents - 1) / instalment.cents)
  }

  /// The day of an instalment, from 0; a month without that day has its last one.
  public func day(of index: Int) -> CalendarDate {
    let (year, month, day) = first.parts
    let months = year * 12 + month - 1 + index
    for last in stride(from: day, through: 28, by: -1) {
      if let date = CalendarDate(year: months / 12, month: months % 12 + 1, day: last) {
        return date
      }
    }
    return CalendarDate(year: months / 12, month: months % 12 + 1, day: day) ?? first
  }

  /// What should have been paid by a day.
  public func agreed(by day: CalendarDate) -> Money {
    var due = 0
    while due < count, self.day(of: due) <= day { due += 1 }
    return min(amount, instalment.times(due))
  }

  /// What is to be paid by a day, of what is still owed.
  public func asked(by day: CalendarDate) -> Money {
    let paid = amount - min(amount, max(.zero, remaining))
    return max(.zero, min(remaining, agreed(by: day) - paid))
  }

  /// Whether an instalment before a day is missing.
  public func isBehind(on day: CalendarDate) -> Bool {
    asked(by: day.adding(days: -1)) > .zero
  }
}
