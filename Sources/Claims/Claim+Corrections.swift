// SPDX-License-Identifier: Apache-2.0

import Values

extension Claim {
  /// Makes the claim that replaces this one at the payer: frequency 7, with the payer's number.
  ///
  ///     var corrected = try claim.corrected(replacing: "ICN99")
  ///     corrected.lines[0].charge.units = Quantity(2)
  ///
  /// - Parameter claimControlNumber: The number that the payer gave this claim.
  /// - Throws: ``ClaimChangeError`` with `missingClaimControlNumber` where it is empty.
  ///
  /// Source: 005010X222A1 and 005010X223A2, loop 2300, CLM05-3 and REF (F8).
  public func corrected(
    replacing claimControlNumber: String
  ) throws(ClaimChangeError) -> Claim {
    try referring(to: claimControlNumber, .replacement)
  }

  /// Makes the claim that takes this one back at the payer: frequency 8, with the payer's number.
  ///
  /// - Parameter claimControlNumber: The number that the payer gave this claim.
  /// - Throws: ``ClaimChangeError`` with `missingClaimControlNumber` where it is empty.
  public func void(_ claimControlNumber: String) throws(ClaimChangeError) -> Claim {
    try referring(to: claimControlNumber, .void)
  }

  private func referring(
    to claimControlNumber: String, _ frequency: ClaimFrequency
  ) throws(ClaimChangeError) -> Claim {
    guard !claimControlNumber.isEmpty else { throw .missingClaimControlNumber }
    var claim = self
    claim.frequency = frequency
    claim.references.set("F8", claimControlNumber)
    return claim
  }

  /// Splits a claim that has more lines than one claim may have.
  ///
  /// Each part has the whole claim's header, lines numbered from 1 and a total of its own; the numbers of
  /// the parts get a suffix, so that the payer's answers can be told apart. A claim that is short enough is
  /// given as it is.
  ///
  /// - Parameter limit: How many lines a claim may have; nothing means 50, or 999 for an institution.
  /// - Throws: ``ClaimChangeError`` with `adjudicatedAsWhole` where another payer decided on the claim and
  ///   not on its lines: its amounts cannot be split.
  ///
  /// Source: 005010X222A1 and 005010X224A2, loop 2400: 50 lines; 005010X223A2: 999.
  public func split(atMost limit: Int? = nil) throws(ClaimChangeError) -> [Claim] {
    let limit = max(1, limit ?? (kind == .institutional ? 999 : 50))
    guard lines.count > limit else { return [self] }
    try checkDecidedByLine()
    var parts: [Claim] = []
    for start in stride(from: 0, to: lines.count, by: limit) {
      parts.append(part(parts.count + 1, of: Array(lines[start..<min(start + limit, lines.count)])))
    }
    return parts
  }

  /// Makes claims of some of the lines each; a line may be in one of them at most.
  ///
  /// - Parameter groups: The numbers of the lines of each claim.
  /// - Throws: ``ClaimChangeError`` with `adjudicatedAsWhole`, as ``split(atMost:)``.
  public func parts(_ groups: [[Int]]) throws(ClaimChangeError) -> [Claim] {
    try checkDecidedByLine()
    return groups.enumerated().map { number, group in
      part(number + 1, of: lines.filter { group.contains($0.number) })
    }
  }

  private func checkDecidedByLine() throws(ClaimChangeError) {
    for payer in otherPayers where payer.hasDecided {
      let isByLine = lines.allSatisfy { line in
        line.adjudications.contains { $0.payerID == payer.coverage.payer.id }
      }
      guard isByLine, payer.adjustments.isEmpty else { throw .adjudicatedAsWhole }
    }
  }

  private func part(_ number: Int, of own: [ServiceLine]) -> Claim {
    var claim = self
    let suffix = "-\(number)"
    let stem = patientControlNumber.description.prefix(max(0, 20 - suffix.utf8.count))
    claim.patientControlNumber = PatientControlNumber(received: stem + suffix)
    claim.id = ClaimID(id.description + suffix) ?? id
    claim.lines = own
    // Numbers of lines that others refer to follow the lines.
    var renumbered: [Int: Int] = [:]
    for (index, line) in claim.lines.enumerated() { renumbered[line.number] = index + 1 }
    for index in claim.lines.indices {
      claim.lines[index].number = index + 1
      for at in claim.lines[index].adjudications.indices {
        let bundled = claim.lines[index].adjudications[at].bundledLine
        claim.lines[index].adjudications[at].bundledLine = bundled.flatMap { renumbered[$0] }
      }
    }
    if statedTotal != nil { claim.statedTotal = claim.linesTotal }
    for index in claim.otherPayers.indices where claim.otherPayers[index].hasDecided {
      let payer = claim.otherPayers[index].coverage.payer.id
      let decisions = claim.lines.flatMap(\.adjudications).filter { $0.payerID == payer }
      claim.otherPayers[index].paid = decisions.reduce(.zero) { $0 + $1.paid }
      if claim.otherPayers[index].remainingLiability != nil {
        claim.otherPayers[index].remainingLiability = decisions.reduce(.zero) {
          $0 + ($1.remainingLiability ?? $1.adjustments.total("PR"))
        }
      }
    }
    return claim
  }
}
