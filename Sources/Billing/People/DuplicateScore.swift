// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

/// How likely two records are of one patient: points from 0 to 100, with what gave them.
///
/// It proposes; only a person merges.
public struct DuplicateScore: Hashable, Sendable {
  /// What two records have, or do not have, in common; the raw values are the words of the answer.
  public enum Reason: String, Hashable, Sendable, CaseIterable {
    /// Family and given name agree.
    case sameName = "same name"
    /// One name is a form of the other, or has a slip.
    case nameVariant = "name variant"
    /// Family and given name stand in each other's place.
    case namesSwapped = "names swapped"
    /// The given name and birth agree, the family name does not: it may have changed.
    case otherFamilyName = "other family name"
    /// The dates of birth agree.
    case sameBirthDate = "same birth date"
    /// Two parts or digits of the birth date changed places, or one digit differs.
    case birthDateSlip = "birth date slip"
    /// A number with a payer agrees.
    case sameMemberNumber = "same member number"
    /// The practice's record number agrees.
    case sameRecordNumber = "same record number"
    /// The telephone number agrees.
    case sameTelephone = "same telephone"
    /// The address agrees.
    case sameAddress = "same address"
    /// The sex is another.
    case otherSex = "other sex"
    /// The generation suffix is another: father and son.
    case otherSuffix = "other suffix"
    /// The middle names cannot be of one person.
    case otherMiddleName = "other middle name"

    fileprivate var points: Int {
      switch self {
      case .sameName: 40
      case .nameVariant: 30
      case .namesSwapped: 30
      case .otherFamilyName: 15
      case .sameBirthDate: 35
      case .birthDateSlip: 25
      case .sameMemberNumber, .sameRecordNumber: 25
      case .sameTelephone: 10
      case .sameAddress: 10
      case .otherSex: -25
      case .otherSuffix: -40
      case .otherMiddleName: -20
      }
    }
  }

  /// The points, 0 to 100.
  public let points: Int
  /// What gave or took them.
  public let reasons: [Reason]

  /// From how many points on a pair is shown to a person.
  public static let shown = 60

  /// Compares two records.
  public init(_ a: PersonTraits, _ b: PersonTraits, _ variants: NameVariants) {
    guard let name = Self.name(a, b, variants) else {
      (points, reasons) = (0, [])
      return
    }
    var reasons = [name]
    if let one = a.birthDate, let other = b.birthDate {
      if one == other {
        reasons.append(.sameBirthDate)
      } else if Self.isSlip(one, other) {
        reasons.append(.birthDateSlip)
      } else {
        // Another birthday is another person, whatever else agrees: a grandmother, a cousin.
        (points, self.reasons) = (0, [])
        return
      }
    }
    if !Set(a.members).isDisjoint(with: b.members) { reasons.append(.sameMemberNumber) }
    if !a.recordNumber.isEmpty, a.recordNumber == b.recordNumber {
      reasons.append(.sameRecordNumber)
    }
    if a.telephone.utf8.count == 10, a.telephone == b.telephone { reasons.append(.sameTelephone) }
    if !a.address.isEmpty, a.address == b.address { reasons.append(.sameAddress) }
    if a.sex != .unknown, b.sex != .unknown, a.sex != b.sex { reasons.append(.otherSex) }
    if a.suffix != b.suffix, !a.suffix.isEmpty, !b.suffix.isEmpty { reasons.append(.otherSuffix) }
    if !a.middle.isEmpty, !b.middle.isEmpty, !variants.mayBeOne(a.middle, b.middle) {
      reasons.append(.otherMiddleName)
    }
    self.reasons = reasons
    points = min(100, max(0, reasons.reduce(0) { $0 + $1.points }))
  }

  private static func name(
    _ a: PersonTraits, _ b: PersonTraits, _ variants: NameVariants
  ) -> Reason? {
    if a.family == b.family, a.given == b.given { return .sameName }
    if a.family == b.given, a.given == b.family { return .namesSwapped }
    let isGiven =
      variants.mayBeOne(a.given, b.given) || NameVariants.isSlip(a.given, b.given)
    if isGiven, a.family == b.family || NameVariants.isSlip(a.family, b.family) {
      return .nameVariant
    }
    // Joined and double names: Garcia and Garcia Lopez.
    if isGiven, !a.family.isEmpty, !b.family.isEmpty,
      a.family.hasPrefix(b.family) || b.family.hasPrefix(a.family)
    {
      return .nameVariant
    }
    if a.given == b.given, a.birthDate == b.birthDate, a.birthDate != nil {
      return .otherFamilyName
    }
    return nil
  }

  /// Whether two dates differ by month and day, or neighbouring digits, that changed places, or by one digit.
  static func isSlip(_ a: CalendarDate, _ b: CalendarDate) -> Bool {
    let (one, other) = (a.parts, b.parts)
    if one.year == other.year, one.month == other.day, one.day == other.month { return true }
    let (x, y) = (Array(a.compact.utf8), Array(b.compact.utf8))
    let different = x.indices.filter { x[$0] != y[$0] }
    if different.count == 1 { return true }
    return different.count == 2 && different[1] == different[0] + 1
      && x[different[0]] == y[different[1]] && x[different[1]] == y[different[0]]
  }
}
