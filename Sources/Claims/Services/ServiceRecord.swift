// SPDX-License-Identifier: Apache-2.0

public import Values

/// The services of a claim as edits and prices see them: codes packed, dates whole, nothing else.
///
/// It can be made from an encounter, from a claim that was built or read, or from a record of its own.
public struct ServiceRecord: Hashable, Sendable {
  /// Whose work is billed, and on which form.
  public enum Bill: String, Hashable, Sendable, CaseIterable {
    /// A practitioner or ambulatory surgical center: CMS-1500, 837P.
    case professional
    /// A hospital for an outpatient: UB-04, 837I.
    case outpatient
    /// A supplier of equipment: CMS-1500, 837P.
    case supplier
    /// A hospital for an inpatient: UB-04, 837I; the edits of services do not speak of it.
    case inpatient
  }

  /// A service: a line of the claim, or one of an earlier claim of the same patient.
  public struct Line: Hashable, Sendable {
    /// The number of the line in its claim, from 1.
    public var number: Int
    /// The HCPCS or CPT code; nothing for a room or supply charge.
    public var code: PackedCode?
    /// The modifiers in order.
    public var modifiers: Modifiers = []
    /// How many units.
    public var units: Quantity
    /// What a unit is.
    public var unitBasis: UnitBasis = .unit
    /// The first day of the service.
    public var from: CalendarDate
    /// The last day; the first where it is one day.
    public var through: CalendarDate
    /// The two digits of the place of service.
    public var placeOfService: UInt8?
    /// The revenue code.
    public var revenueCode: UInt16?
    /// The amount asked for.
    public var charge: Money = .zero
    /// The ten digits of who rendered the service; 0 where the claim does not say.
    public var rendering: UInt64 = 0
    /// The ten digits of who bills.
    public var billing: UInt64 = 0
    /// The ten characters of the rendering provider's taxonomy; nothing where it is not known.
    public var taxonomy: PackedCode?
    /// Positions, from 1, in ``ServiceRecord/diagnoses``.
    public var pointers: [UInt8] = []

    /// Makes a line of one day.
    public init(
      number: Int, code: PackedCode?, units: Quantity = Quantity(1), on day: CalendarDate
    ) {
      self.number = number
      self.code = code
      self.units = units
      from = day
      through = day
    }
  }

  /// A service of an earlier claim.
  public struct Past: Hashable, Sendable {
    /// The claim that it stands on, as the user names it.
    public var claim: String
    /// The service.
    public var line: Line

    /// Makes a service of an earlier claim.
    public init(claim: String, line: Line) {
      self.claim = claim
      self.line = line
    }
  }

  /// The name of the claim.
  public var id: String
  /// Whose work is billed.
  public var bill: Bill
  /// The kind of coverage, as the claim filing indicator says: `MB`, `MC`, `CI`; nothing where unknown.
  public var claimFiling: String?
  /// The payer's electronic identifier.
  public var payer: String?
  /// The number of the Medicare contractor that the claim goes to, such as `05102`; nothing where unknown.
  public var contractor: String?
  /// The two letters of the state in which the services were rendered; nothing where unknown.
  public var state: String?
  /// The three digits of the type of bill without the leading zero, frequency last; 0 for none.
  public var billType: UInt16 = 0
  /// The days that an institutional claim covers; nothing where it does not say.
  public var period: ClosedRange<CalendarDate>?
  /// The patient discharge status of an institutional claim; 0 for none.
  public var dischargeStatus: UInt8 = 0
  /// The condition codes of an institutional claim.
  public var conditionCodes: [String] = []
  /// The patient's date of birth.
  public var birthDate: CalendarDate?
  /// `F`, `M` or `U`.
  public var sex: String?
  /// The diagnoses in the order of the claim.
  public var diagnoses: [PackedCode] = []
  /// The lines in order.
  public var lines: [Line] = []
  /// Services of earlier claims of the same patient.
  public var history: [Past] = []
  /// Who was treated and which claim is replaced, where the record says so itself; a record that was made from a
  /// claim leaves both to ``ClaimHistory/Subject/init(_:)``.
  public var subject: ClaimHistory.Subject?

  /// Makes a record without lines.
  public init(id: String, bill: Bill) {
    self.id = id
    self.bill = bill
  }
}
