// SPDX-License-Identifier: Apache-2.0

public import Values

/// An identifier with the code that says whose it is or what it names: a REF segment.
public struct QualifiedReference: Hashable, Sendable {
  /// The code, such as `1K` (the payer's number of the claim).
  public var qualifier: String
  /// The identifier.
  public var value: String
  /// What it is in words, where that is said.
  public var description: String?

  /// Makes a reference.
  public init(_ qualifier: String = "", _ value: String = "", description: String? = nil) {
    self.qualifier = qualifier
    self.value = value
    self.description = description
  }
}

/// A date or period with the code that says what happened then: a DTP or DTM segment.
public struct QualifiedDate: Hashable, Sendable {
  /// The code, such as `472` (service) or `232` (statement begins).
  public var qualifier: String
  /// The day, or the first day of a period.
  public var from: CalendarDate?
  /// The last day of a period; nothing for a single day.
  public var through: CalendarDate?
  /// The time of day, four to eight digits, where one is said.
  public var time: String?

  /// Makes a date.
  public init(
    _ qualifier: String = "", _ from: CalendarDate? = nil, through: CalendarDate? = nil,
    time: String? = nil
  ) {
    self.qualifier = qualifier
    self.from = from
    self.through = through
    self.time = time
  }
}

/// An amount with the code that says which: an AMT segment.
public struct QualifiedAmount: Hashable, Sendable {
  /// The code, such as `B6` (allowed) or `T3` (total submitted charges).
  public var qualifier: String
  /// The amount.
  public var amount: Money
  /// `C` for credit or `D` for debit, where that is said.
  public var sign: String?

  /// Makes an amount.
  public init(_ qualifier: String = "", _ amount: Money = .zero, sign: String? = nil) {
    self.qualifier = qualifier
    self.amount = amount
    self.sign = sign
  }
}

/// A quantity with the code that says of what: a QTY segment.
public struct QualifiedQuantity: Hashable, Sendable {
  /// The code, such as `CA` (covered days) or `90` (acknowledged).
  public var qualifier: String
  /// The quantity.
  public var quantity: Quantity
  /// The unit, where one is said.
  public var unit: String?

  /// Makes a quantity.
  public init(
    _ qualifier: String = "", _ quantity: Quantity = Quantity(0), unit: String? = nil
  ) {
    self.qualifier = qualifier
    self.quantity = quantity
    self.unit = unit
  }
}

extension Array where Element == QualifiedReference {
  /// The first identifier with a code.
  public subscript(qualifier: String) -> String? {
    first { $0.qualifier == qualifier }?.value
  }

  /// Puts an identifier in the place of the first with a code, behind the others where there is none yet;
  /// nothing takes it away.
  public mutating func set(_ qualifier: String, _ value: String?) {
    let index = firstIndex { $0.qualifier == qualifier }
    switch (index, value) {
    case (let index?, let value?): self[index].value = value
    case (let index?, nil): remove(at: index)
    case (nil, let value?): append(QualifiedReference(qualifier, value))
    case (nil, nil): break
    }
  }
}

extension Array where Element == QualifiedDate {
  /// The first date with a code.
  public subscript(qualifier: String) -> CalendarDate? {
    first { $0.qualifier == qualifier }?.from
  }
}

extension Array where Element == QualifiedAmount {
  /// The first amount with a code.
  public subscript(qualifier: String) -> Money? {
    first { $0.qualifier == qualifier }?.amount
  }

  /// Puts an amount in the place of the first with a code, behind the others where there is none yet;
  /// nothing takes it away.
  public mutating func set(_ qualifier: String, _ amount: Money?) {
    let index = firstIndex { $0.qualifier == qualifier }
    switch (index, amount) {
    case (let index?, let amount?): self[index].amount = amount
    case (let index?, nil): remove(at: index)
    case (nil, let amount?): append(QualifiedAmount(qualifier, amount))
    case (nil, nil): break
    }
  }
}

extension Array where Element == QualifiedQuantity {
  /// The first quantity with a code.
  public subscript(qualifier: String) -> Quantity? {
    first { $0.qualifier == qualifier }?.quantity
  }
}
