// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// Outlier payments.
///
/// Source: 42 CFR 419.43(d); Pub. 100-04, chapter 4, section 10.7.
extension OutpatientCalculation {
  /// Outliers: packaged charges are shared among the paid lines by their payments; those of a composite go
  /// to the line that is paid for it.
  mutating func payOutliers(_ lines: [OutpatientPricedLine]) {
    var packaged = Money.zero
    var composites: [UInt8: Money] = [:]
    for line in lines where line.effect == .packaged {
      if line.composite == 0 {
        packaged += line.charge
      } else {
        composites[line.composite, default: .zero] += line.charge
      }
    }
    let total = lines.indices.filter { isShared(lines[$0]) }
      .reduce(Money.zero) { $0 + result.lines[$1].payment }
    for index in lines.indices {
      let line = lines[index]
      guard line.effect == .paid, adjustments[line.status].contains(.outlier),
        !line.marks.contains(.notExcepted)
      else { continue }
      var charges = FixedDecimal(.zero)
      if isShared(line), packaged > .zero, total > .zero {
        let part = FixedDecimal(result.lines[index].payment)
          .divided(by: FixedDecimal(total), places: 8)
        charges = (part * FixedDecimal(packaged)).rounded(to: 2)
      }
      if line.composite > 0, let own = composites[line.composite] {
        charges = charges + FixedDecimal(own)
      }
      payOutlier(line, index, packaged: charges)
    }
  }

  private func isShared(_ line: OutpatientPricedLine) -> Bool {
    line.effect == .paid && adjustments[line.status].contains(.packaged)
  }

  private mutating func payOutlier(
    _ line: OutpatientPricedLine, _ index: Int, packaged: FixedDecimal
  ) {
    let (payment, ratio) = (FixedDecimal(result.lines[index].payment), hospital.costToCharge)
    let charge = FixedDecimal(line.charge)
    if packaged > .zero { step(index, "packaged-charges", [("payment", payment)], packaged) }
    let cost = step(
      index, "cost",
      [("charge", charge), ("packaged charges", packaged), ("cost to charge", ratio)],
      ((charge + packaged) * ratio).rounded(to: 2))
    let half = FixedDecimal(units: 50, places: 2)
    if hospital.isMentalHealthCenter {
      let multiple = FixedDecimal(units: 34, places: 1) * payment
      let outlier = step(
        index, "cmhc-outlier", [("cost", cost), ("payment", payment)],
        max(FixedDecimal(.zero), ((cost - multiple) * half).rounded(to: 2)))
      result.lines[index].outlier = outlier.money
      return
    }
    let multiple = (FixedDecimal(units: 175, places: 2) * payment).rounded(to: 2)
    step(index, "outlier-multiple", [("payment", payment)], multiple)
    let threshold = FixedDecimal(year.outlierThreshold)
    guard cost > multiple, cost > payment + threshold else { return }
    let outlier = step(
      index, "outlier",
      [
        ("cost", cost), ("outlier multiple", multiple), ("payment", payment),
        ("threshold", threshold),
      ], ((cost - multiple) * half).rounded(to: 2))
    result.lines[index].outlier = outlier.money
  }
}
