// SPDX-License-Identifier: Apache-2.0

public import Accounting
public import Values

/// Money that the desk took, or gave back by a void.
public struct Receipt: Hashable, Sendable {
  /// How it was paid; the raw value is the word in JSON.
  public enum Method: String, Hashable, Sendable, CaseIterable {
    /// Cash.
    case cash
    /// A check.
    case check
    /// A card.
    case card

    /// Where the money is.
    public var account: Account { self == .card ? .cardClearing : .cashDrawer }
    /// Whether it lies in the drawer.
    public var isInDrawer: Bool { self != .card }
  }

  /// What it is for; the raw value is the word in JSON.
  public enum Purpose: String, Hashable, Sendable, CaseIterable {
    /// The copay of today's visit.
    case copay
    /// Paid ahead.
    case prepayment
    /// Towards what is owed.
    case balance
  }

  /// Its number, from 1 without gaps.
  public var number: Int
  /// The drawer's session.
  public var session: Int?
  /// Who was treated, or is to be.
  public var patient: PatientID
  /// Who answers for the patient's share.
  public var guarantor: GuarantorID
  /// The appointment.
  public var appointment: String?
  /// How it was paid.
  public var method: Method
  /// What it is for.
  public var purpose: Purpose
  /// The amount; negative where it voids another.
  public var amount: Money
  /// The number of the receipt that it voids.
  public var voids: Int?
  /// The day of the practice.
  public var day: CalendarDate
  /// Who took it, and when.
  public var author: Author
  /// The number of the entry in the books.
  public var entry: Int

  /// Makes a receipt.
  public init(
    number: Int, session: Int?, patient: PatientID, guarantor: GuarantorID, appointment: String?,
    method: Method, purpose: Purpose, amount: Money, voids: Int? = nil, day: CalendarDate,
    author: Author, entry: Int = 0
  ) {
    self.number = number
    self.session = session
    self.patient = patient
    self.guarantor = guarantor
    self.appointment = appointment
    self.method = method
    self.purpose = purpose
    self.amount = amount
    self.voids = voids
    self.day = day
    self.author = author
    self.entry = entry
  }

  /// The line whose hash the entry rests on.
  public var canonical: String {
    [
      "receipt 1", "\(number)", patient.description, guarantor.description, appointment ?? "",
      method.rawValue, purpose.rawValue, "\(amount.cents)", voids.map(String.init) ?? "",
      day.description, author.user, "\(author.moment.microseconds)",
    ].joined(separator: "\t")
  }
}

/// A drawer from its opening to its count.
public struct DrawerSession: Hashable, Sendable {
  /// Its number, from 1 without gaps.
  public var number: Int
  /// The drawer's name.
  public var drawer: String
  /// What lay in it when it was opened.
  public var float: Money
  /// Who opened it, and when.
  public var opened: Author
  /// Who counted it, and when; nothing while it is open.
  public var closed: Author?
  /// What was counted.
  public var counted: Money?
  /// What its receipts come to.
  public var receipts: Money

  /// Makes a session.
  public init(
    number: Int, drawer: String, float: Money, opened: Author, closed: Author? = nil,
    counted: Money? = nil, receipts: Money = .zero
  ) {
    self.number = number
    self.drawer = drawer
    self.float = float
    self.opened = opened
    self.closed = closed
    self.counted = counted
    self.receipts = receipts
  }

  /// What ought to lie in it.
  public var expected: Money { float + receipts }
  /// How much more was counted than ought to lie in it; negative where it was less.
  public var over: Money? { counted.map { $0 - expected } }
}
