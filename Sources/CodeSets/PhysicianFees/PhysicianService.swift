// SPDX-License-Identifier: Apache-2.0

public import Values

/// A row of the relative value file of the Medicare physician fee schedule: what a service weighs, and by
/// which rules it is paid.
///
/// Numbers are kept without their points: relative values in hundredths, the conversion factor in
/// ten-thousandths. Indicators are kept as the character that is printed.
///
/// Source: CMS, National Physician Fee Schedule Relative Value File, record layout and attachment A.
public struct PhysicianService: KeyedTableRecord {
  /// The name of its section.
  public static let section = "services"

  /// The code, packed.
  public let major: UInt64
  /// The modifier of the row, `26`, `TC` or `53`, as two characters of a byte; 0 for none.
  public let minor: UInt64
  /// The base of the endoscopic family, packed; 0 for none.
  public let endoscopicBase: UInt64
  /// Physician work, in hundredths.
  public let work: Int32
  /// Practice expense outside of facilities, in hundredths.
  public let nonfacilityExpense: Int32
  /// Practice expense in facilities, in hundredths.
  public let facilityExpense: Int32
  /// Malpractice, in hundredths.
  public let malpractice: Int32
  /// Practice expense outside of facilities by which the outpatient cap is worked out, in hundredths.
  public let cappedNonfacilityExpense: Int32
  /// The same in facilities.
  public let cappedFacilityExpense: Int32
  /// Malpractice by which the outpatient cap is worked out, in hundredths.
  public let cappedMalpractice: Int32
  /// The conversion factor, in ten-thousandths of a dollar.
  public let conversionFactor: Int32
  /// The row of the file.
  public let row: UInt32
  /// The level of physician supervision, two characters; `09` where the concept does not apply.
  public let supervision: UInt16
  /// The diagnostic imaging family, two characters; `99` where the concept does not apply.
  public let imagingFamily: UInt16
  /// The share of care before the operation, in hundredths.
  public let preoperative: UInt8
  /// The share of the operation, in hundredths.
  public let intraoperative: UInt8
  /// The share of care after the operation, in hundredths.
  public let postoperative: UInt8
  let statusMark: UInt8
  let globalIndex: UInt8
  let flags: UInt8
  /// The indicator of professional and technical components, `0` to `9`.
  public let component: Indicator
  /// The indicator of multiple procedures (modifier 51), `0` to `9`.
  public let multiple: Indicator
  /// The indicator of bilateral surgery (modifier 50): `0`, `1`, `2`, `3`, `9`.
  public let bilateral: Indicator
  /// The indicator of assistants at surgery: `0`, `1`, `2`, `9`.
  public let assistant: Indicator
  /// The indicator of co-surgeons (modifier 62): `0`, `1`, `2`, `9`.
  public let coSurgeons: Indicator
  /// The indicator of team surgery (modifier 66): `0`, `1`, `2`, `9`.
  public let team: Indicator

  /// A payment policy indicator: one digit.
  public struct Indicator: BitwiseCopyable, Hashable, Sendable, ExpressibleByIntegerLiteral,
    CustomStringConvertible
  {
    let digit: UInt8
    init(mark: UInt8) { digit = mark &- 0x30 }
    /// Takes the digit.
    public init(integerLiteral value: UInt8) { digit = value }
    /// The digit as text.
    public var description: String { "\(digit)" }
  }

  /// Whether and how a service is paid under the schedule.
  public enum Status: UInt8, Sendable, CaseIterable {
    /// A: paid separately.
    case active = 0x41
    /// B: always part of the payment of other services.
    case bundled = 0x42
    /// C: priced by the contractor.
    case contractorPriced = 0x43
    /// E: excluded from the schedule by regulation.
    case excluded = 0x45
    /// I: not valid for Medicare, which uses another code.
    case invalid = 0x49
    /// J: anaesthesia.
    case anesthesia = 0x4A
    /// M: reported only.
    case measurement = 0x4D
    /// N: not covered.
    case noncovered = 0x4E
    /// P: bundled or excluded.
    case bundledOrExcluded = 0x50
    /// R: special coverage instructions apply.
    case restricted = 0x52
    /// T: paid only where nothing else of the schedule is paid on the day.
    case injection = 0x54
    /// X: no physician service by statute.
    case statutoryExclusion = 0x58

    /// The letter.
    public var letter: String { String(UnicodeScalar(rawValue)) }
  }

  /// For how long the payment of a procedure covers other care.
  public enum GlobalDays: UInt8, Sendable, CaseIterable {
    /// The day of the procedure.
    case day
    /// The day and ten days after it.
    case ten
    /// A day before, the day, and ninety days after it.
    case ninety
    /// Maternity care: the usual period does not apply.
    case maternity
    /// The concept does not apply.
    case none
    /// The contractor decides.
    case contractor
    /// Part of the period of another service.
    case addOn

    static let texts = ["000", "010", "090", "MMM", "XXX", "YYY", "ZZZ"]
    /// The three characters.
    public var text: String { Self.texts[Int(rawValue)] }
  }

  static let nonfacilityNA: UInt8 = 1
  static let facilityNA: UInt8 = 2
  static let notUsed: UInt8 = 4
}

extension PhysicianService {
  /// The code.
  public var code: PackedCode { PackedCode(bits: major) }
  /// The modifier of the row; empty for none.
  public var modifier: String { unpacked(UInt16(minor)) }
  /// Whether and how it is paid.
  public var status: Status { Status(rawValue: statusMark) ?? .invalid }
  /// For how long its payment covers other care.
  public var globalDays: GlobalDays { GlobalDays(rawValue: globalIndex) ?? .none }
  /// Whether the service is rarely or never done outside of facilities.
  public var isRareOutsideFacilities: Bool { flags & Self.nonfacilityNA != 0 }
  /// Whether the service is rarely or never done in facilities.
  public var isRareInFacilities: Bool { flags & Self.facilityNA != 0 }
  /// Whether the relative values are shown only, and never paid by.
  public var isNotUsed: Bool { flags & Self.notUsed != 0 }
  /// Whether there are relative values at all.
  public var hasValues: Bool {
    work != 0 || nonfacilityExpense != 0 || facilityExpense != 0 || malpractice != 0
  }
  /// Whether the payment is capped by that of outpatient hospitals.
  ///
  /// Source: Social Security Act, section 1848(b)(4)(A).
  public var isCapped: Bool {
    cappedNonfacilityExpense != 0 || cappedFacilityExpense != 0 || cappedMalpractice != 0
  }
  /// The diagnostic imaging family.
  public var family: String { unpacked(imagingFamily) }
  /// The level of physician supervision.
  public var supervisionLevel: String { unpacked(supervision) }
}

/// The relative value file of the Medicare physician fee schedule.
public typealias PhysicianFeeTable = KeyedTable<PhysicianService>

extension KeyedTable<PhysicianService> {
  /// The row of a code without a modifier, or with `26`, `TC` or `53`.
  public func service(_ code: PackedCode, modifier: UInt16 = 0) -> PhysicianService? {
    self[code.bits, UInt64(modifier)]
  }
}

extension PhysicianService.GlobalDays {
  /// The days that the payment of a procedure covers, counted from its own; nothing where there is no period
  /// of fixed length.
  ///
  /// Source: Medicare Claims Processing Manual, chapter 12, section 40.1.
  public var covers: ClosedRange<Int>? {
    switch self {
    case .day: 0...0
    case .ten: 0...10
    case .ninety: -1...90
    case .maternity, .none, .contractor, .addOn: nil
    }
  }
}
