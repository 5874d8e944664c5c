// SPDX-License-Identifier: Apache-2.0

public import Values

/// An outpatient institutional claim as the outpatient code editor and the APC grouper take it.
public struct OutpatientClaim: Sendable {
  /// A line of the claim.
  public struct Line: Sendable {
    /// The service; nothing where the line has none or it is not readable.
    public var code: PackedCode?
    /// What stands in the place of a code and is none.
    public var unreadable: String?
    /// The modifiers, packed.
    public var modifiers: [PackedCode]
    /// The units of service.
    public var units: Int
    /// The revenue code; 0 where there is none.
    public var revenue: UInt16
    /// The day of service.
    public var date: CalendarDate
    /// The charge.
    public var charge: Money

    /// Makes a line.
    public init(
      _ code: PackedCode?, modifiers: [PackedCode] = [], units: Int = 1, revenue: UInt16 = 0,
      date: CalendarDate, charge: Money = .zero
    ) {
      self.code = code
      self.modifiers = modifiers
      self.units = units
      self.revenue = revenue
      self.date = date
      self.charge = charge
    }

    /// Tells whether the line has a modifier.
    public func has(_ modifier: PackedCode) -> Bool { modifiers.contains(modifier) }
  }

  /// The sex, as the claim reports it.
  public enum Sex: Sendable {
    /// Male.
    case male
    /// Female.
    case female
    /// Not known, or not reported.
    case unknown
  }

  /// The first day of the claim.
  public var from: CalendarDate
  /// The last day.
  public var through: CalendarDate
  /// The type of bill without its leading zero and its frequency: 13 for `0131`.
  public var billType: Int
  /// The condition codes.
  public var conditionCodes: [PackedCode]
  /// The age in years on the first day; nothing where it is not known.
  public var age: Int?
  /// The sex.
  public var sex: Sex
  /// The diagnoses, the first one first.
  public var diagnoses: [PackedCode]
  /// The patient discharge status; 1 where nothing is said.
  public var dischargeStatus: Int
  /// Whether the hospital is paid under the outpatient prospective payment system.
  public var isPaidProspectively: Bool
  /// The lines.
  public var lines: [Line]

  /// Makes a claim.
  public init(
    from: CalendarDate, through: CalendarDate, billType: Int = 13, lines: [Line] = []
  ) {
    self.from = from
    self.through = through
    self.billType = billType
    self.lines = lines
    conditionCodes = []
    sex = .unknown
    diagnoses = []
    dischargeStatus = 1
    isPaidProspectively = true
  }

  /// Tells whether a condition code is there.
  func has(_ condition: PackedCode) -> Bool { conditionCodes.contains(condition) }
}

/// The modifiers and condition codes that rules of outpatient payment ask for.
///
/// Source: Medicare Claims Processing Manual (Pub. 100-04), chapter 4, section 20.6; chapter 1, section 60.
enum OutpatientSign {
  static let separate = sign("25")
  static let bilateral = sign("50")
  static let reduced = sign("52")
  static let distinct = sign("59")
  static let distinctOnes = ["59", "XE", "XP", "XS", "XU"].map(sign)
  static let terminatedBefore = sign("73")
  static let terminatedAfter = sign("74")
  static let right = sign("RT")
  static let left = sign("LT")
  static let bloodProduct = sign("BL")
  static let emergencyInpatient = sign("CA")
  static let noDevice = sign("CG")
  static let deviceWithoutCost = sign("FB")
  static let deviceWithCredit = sign("FC")
  static let offCampus = sign("PO")
  static let offCampusNotExcepted = sign("PN")
  static let separateVisits = sign("G0")
  static let review = sign("20")
  static let denial = sign("21")
  static let partialHospitalization = sign("41")
  static let intensiveOutpatient = sign("92")

  private static func sign(_ text: String) -> PackedCode {
    guard let code = PackedCode(text) else { preconditionFailure("not a code: \(text)") }
    return code
  }
}
