// SPDX-License-Identifier: Apache-2.0

public import Claims
import Values

/// Which line of a claim each line of an answer speaks of.
///
/// A line is found by the number that the payer returns; else by code, modifiers, charge and day; else by code,
/// charge and day, since payers leave modifiers out; else by code and charge, or code and day, where only one
/// line is left that can be meant. A line of the claim may be answered in several parts, each with the charge of
/// its part. What fits two lines that differ in anything is not given to either.
public enum LinePairing {
  /// Finds the lines.
  ///
  /// - Returns: For each line of the answer the number of the claim's line, or nothing.
  /// - Complexity: O(*n* *m*) in the lines of both.
  public static func lines(of answer: RemittanceClaim, in claim: FiledClaim) -> [Int?] {
    var found = [Int?](repeating: nil, count: answer.lines.count)
    var left = claim.lines
    for (index, line) in answer.lines.enumerated() {
      guard let number = line.controlNumber, !number.isEmpty,
        let own = claim.lines.first(where: { $0.controlNumber == number })
      else { continue }
      found[index] = own.number
      left.removeAll { $0.number == own.number }
    }
    for test in [isSame, isSameWithoutModifiers] {
      for (index, line) in answer.lines.enumerated() where found[index] == nil {
        guard let place = left.firstIndex(where: { test($0, line) }) else { continue }
        found[index] = left.remove(at: place).number
      }
    }
    for (index, line) in answer.lines.enumerated() where found[index] == nil {
      let likely = left.filter { own in
        isCode(own, line) && (own.charge == charge(line) || isDay(own, line))
      }
      guard likely.count == 1, let only = likely.first else { continue }
      found[index] = only.number
      left.removeAll { $0.number == only.number }
    }
    return found
  }

  private static func isSame(_ own: FiledClaim.Line, _ line: RemittanceLine) -> Bool {
    isSameWithoutModifiers(own, line)
      && own.modifiers == (line.billedService ?? line.service).modifiers
  }

  private static func isSameWithoutModifiers(
    _ own: FiledClaim.Line, _ line: RemittanceLine
  ) -> Bool {
    isCode(own, line) && own.charge == charge(line) && isDay(own, line)
  }

  private static func charge(_ line: RemittanceLine) -> Money {
    Money(cents: abs(line.charge.cents))
  }

  private static func isCode(_ own: FiledClaim.Line, _ line: RemittanceLine) -> Bool {
    let codes = [line.billedService?.code, line.service.code, line.revenueCode]
    return codes.contains { code in
      guard let code, !code.isEmpty else { return false }
      return code == own.code || code == own.revenueCode
    }
  }

  private static func isDay(_ own: FiledClaim.Line, _ line: RemittanceLine) -> Bool {
    guard let day = line.from, let first = own.from else { return true }
    return first <= day && day <= (own.through ?? first)
  }
}
