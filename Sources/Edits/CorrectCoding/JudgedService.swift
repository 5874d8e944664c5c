// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

/// A service with what correct coding asks of it, without references, so that services can be held against each
/// other by the million.
struct JudgedService {
  let code: PackedCode
  let modifiers: Modifiers
  let from: CalendarDate
  let through: CalendarDate
  let rendering: UInt64
  let billing: UInt64
  let taxonomy: UInt64
  /// The units of one day, in thousandths: all of them, or for a line over several days their share, rounded to
  /// the nearest whole unit.
  let units: Int64
  /// The position in the lines of the claim, or in its history.
  let position: Int32
  /// Whether it stands on this claim, not on an earlier one.
  let isCurrent: Bool
  /// Whether its units are counted by no table.
  let isInMinutes: Bool
  /// Whether it is care after the operation alone, which is not counted by the day.
  let isPostoperativeCare: Bool
  /// Whether a pair has taken it off the claim.
  var isDenied = false

  private static let postoperativeCare = Modifier("55")

  init?(_ line: ServiceRecord.Line, at position: Int, isCurrent: Bool) {
    guard let code = line.code else { return nil }
    self.code = code
    modifiers = line.modifiers
    from = line.from
    through = line.through
    rendering = line.rendering
    billing = line.billing
    taxonomy = line.taxonomy?.bits ?? 0
    self.position = Int32(truncatingIfNeeded: position)
    self.isCurrent = isCurrent
    isInMinutes = line.unitBasis == .minute
    isPostoperativeCare = Self.postoperativeCare.map(line.modifiers.contains) ?? false
    let days = Int64(line.through.daysSinceEpoch - line.from.daysSinceEpoch) + 1
    let all = line.units.thousandths
    units = days > 1 ? (all + days * 500) / (days * 1000) * 1000 : all
  }

  /// Tells whether two services were done by the same practitioner, or by two of one group and specialty; a claim
  /// that does not say who counts as the same.
  ///
  /// Source: Pub. 100-04, chapter 12, section 30.6.5.
  @inline(__always)
  func isSameProvider(as other: Self, _ bill: ServiceRecord.Bill) -> Bool {
    if bill == .outpatient {
      return billing == other.billing || billing == 0 || other.billing == 0
    }
    if rendering == other.rendering || rendering == 0 || other.rendering == 0 { return true }
    return billing != 0 && billing == other.billing && taxonomy != 0
      && taxonomy == other.taxonomy
  }

  /// Tells whether two services share a day.
  @inline(__always)
  func sharesDay(with other: Self) -> Bool { from <= other.through && other.from <= through }

  /// The number of its line; 0 for one of an earlier claim.
  func line(in record: ServiceRecord) -> Int {
    isCurrent ? record.lines[Int(position)].number : 0
  }

  /// What a finding calls it.
  func name(in record: ServiceRecord) -> String {
    isCurrent
      ? "service line \(line(in: record))" : "claim \(record.history[Int(position)].claim)"
  }
}
