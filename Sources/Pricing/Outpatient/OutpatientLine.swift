// SPDX-License-Identifier: Apache-2.0

public import CodeSets
public import Values

/// A line of an outpatient claim as it is priced: what the grouper made of it, and its rate.
public struct OutpatientPricedLine: Sendable {
  /// How the line is paid.
  public enum Effect: Sendable {
    /// By its payment group.
    case paid
    /// As part of other lines.
    case packaged
    /// By charges turned into costs.
    case chargesToCost
    /// Not here.
    case other
  }

  /// What modifiers and codes do to the rate.
  public struct Marks: OptionSet, Sendable {
    /// The bits.
    public let rawValue: UInt16
    /// Takes the bits.
    public init(rawValue: UInt16) { self.rawValue = rawValue }
    /// Off the campus, not excepted (modifier PN).
    public static let notExcepted = Marks(rawValue: 1)
    /// A clinic visit off the campus (modifier PO).
    public static let offCampusVisit = Marks(rawValue: 2)
    /// Tomography that does not meet the standard (modifier CT).
    public static let tomography = Marks(rawValue: 4)
    /// X-ray on film (modifier FX).
    public static let film = Marks(rawValue: 8)
    /// Computed radiography (modifier FY).
    public static let radiography = Marks(rawValue: 16)
    /// Terminated before anaesthesia (modifier 73).
    public static let terminated = Marks(rawValue: 32)
    /// A group of new technology: not reduced without quality data.
    public static let newTechnology = Marks(rawValue: 64)
    /// Blood that the hospital bought: the line of the product (modifier BL, revenue code 038x).
    public static let bloodProduct = Marks(rawValue: 128)
    /// Its processing and storage (modifier BL, revenue code 039x).
    public static let bloodProcessing = Marks(rawValue: 256)
    /// Whole blood or red cells, of which the patient pays for the first pints.
    public static let pints = Marks(rawValue: 512)
    /// A screening of the bowel that became a treatment (modifier PT).
    public static let screening = Marks(rawValue: 1024)
  }

  /// The status after all rules.
  public var status: PaymentStatus
  /// How it is paid.
  public var effect: Effect
  /// The rate in thousandths of a dollar.
  public var rate: Int64
  /// The national copayment in cents; below 0 where none is published.
  public var nationalCopayment: Int64
  /// The minimum copayment in cents; below 0 where none is published.
  public var minimumCopayment: Int64
  /// The coinsurance of a drug in thousandths of a percent; below 0 where none is published.
  public var drugCoinsurance: Int32
  /// The units by which is paid.
  public var units: Int
  /// The discount formula, 1 to 9.
  public var discount: UInt8
  /// The number of the composite; 0 for none.
  public var composite: UInt8
  /// The charge.
  public var charge: Money
  /// What modifiers do.
  public var marks: Marks
  /// The device part of the rate; nothing where the procedure is not device-intensive. For a pass-through
  /// device that of the procedure of the day.
  public var device: Money?
  /// The day of service.
  public var day: CalendarDate

  /// Makes a line.
  public init(
    status: PaymentStatus, effect: Effect, rate: Int64 = 0, nationalCopayment: Int64 = -1,
    minimumCopayment: Int64 = -1, drugCoinsurance: Int32 = -1, units: Int = 1,
    discount: UInt8 = 1, composite: UInt8 = 0, charge: Money = .zero, marks: Marks = [],
    device: Money? = nil, day: CalendarDate = CalendarDate(daysSinceEpoch: 0)
  ) {
    self.status = status
    self.effect = effect
    self.rate = rate
    self.nationalCopayment = nationalCopayment
    self.minimumCopayment = minimumCopayment
    self.drugCoinsurance = drugCoinsurance
    self.units = units
    self.discount = discount
    self.composite = composite
    self.charge = charge
    self.marks = marks
    self.device = device
    self.day = day
  }
}

/// What an outpatient claim is paid.
public struct OutpatientPayment: Sendable {
  /// What a line is paid.
  public struct Line: Sendable {
    /// The payment, of the program and the patient together.
    public var payment = Money.zero
    /// What the patient pays as deductible.
    public var deductible = Money.zero
    /// What the patient pays for the first pints of blood.
    public var bloodDeductible = Money.zero
    /// What the patient pays as coinsurance.
    public var coinsurance = Money.zero
    /// What Medicare pays.
    public var reimbursement = Money.zero
    /// What Medicare pays beside it as outlier.
    public var outlier = Money.zero
    /// The steps.
    public var terms: [PaymentTerm] = []
  }

  /// The lines in the order of the claim.
  public var lines: [Line]

  /// The sum of a part over the lines.
  public func sum(_ part: KeyPath<Line, Money>) -> Money {
    lines.reduce(.zero) { $0 + $1[keyPath: part] }
  }
}
