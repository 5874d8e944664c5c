// SPDX-License-Identifier: Apache-2.0

import Values

extension RiskModel {
  /// Scores a beneficiary with the diagnoses that were added to a workspace.
  ///
  /// Diagnoses to categories; edits by age and sex; categories that are taken out; hierarchies, once over what
  /// was there before any of them; cell, segment, variables; coefficients. Nothing is allocated.
  ///
  /// - Complexity: O(*n* + *v*), in the diagnoses and the variables of the model.
  ///
  /// Source: CMS, risk adjustment model software, steps of the score macro.
  public func score(_ beneficiary: RiskBeneficiary, in workspace: RiskWorkspace) {
    let known = beneficiary.facts
    let facts = known.rawValue | ownFacts
    let mapped = map(beneficiary, workspace)
    let counted = takenOut(mapped)
    let segment = segment(facts)
    let cell = cells.cell(beneficiary.age, known)
    let newCell = cells.newCell(beneficiary.age, known)
    let cellColumn = RiskColumns.firstCell + cell
    workspace.terms.removeAll()
    workspace.settings.removeAll()
    let row = segment * columns.count
    var (score, demographic, chronicScore) = (Int64(0), Int64(0), Int64(0))
    let cellValue = coefficients[row + cellColumn]
    if cellValue != Self.absent {
      workspace.terms.append(.init(column: Int32(cellColumn), value: cellValue))
      score += Int64(cellValue)
      demographic += Int64(cellValue)
      chronicScore += Int64(cellValue)
    }
    counted.forEach { category in
      let value = coefficients[row + category]
      guard value != Self.absent else { return }
      workspace.terms.append(.init(column: Int32(category), value: value))
      score += Int64(value)
      if chronic.contains(category) { chronicScore += Int64(value) }
    }
    let isEmpty = counted.isEmpty
    let all = Situation(groups: isEmpty ? 0 : groups(in: counted), count: counted.count)
    let lasting = isEmpty ? CategorySet.zero : counted & chronic
    let few =
      lasting == counted ? all : Situation(groups: groups(in: lasting), count: lasting.count)
    for index in 0..<variables.count {
      let variable = variables[index]
      guard variable.condition.holds(facts) else {
        if variable.isShownAtZero, variable.shown.holds(facts) {
          workspace.settings.append(.init(column: variable.column, value: 0))
        }
        continue
      }
      let isSet = variable.condition.holds(facts, all.groups, all.count)
      let isSetByChronic = !isEmpty && variable.condition.holds(facts, few.groups, few.count)
      guard isSet || isSetByChronic else { continue }
      var column = Int(variable.column)
      if variable.pattern != .none { column += variable.pattern == .cell ? cell : newCell }
      let value = coefficient(column, row, standsAlone: variable.standsAlone)
      if isSet {
        workspace.settings.append(.init(column: Int32(column), value: 1))
        if value != Self.absent {
          workspace.terms.append(.init(column: Int32(column), value: value))
          score += Int64(value)
          if variable.isDemographic { demographic += Int64(value) }
        }
      }
      if isSetByChronic, value != Self.absent { chronicScore += Int64(value) }
    }
    workspace.result.pointee = RiskWorkspace.Result(
      mapped: mapped, counted: counted, segment: segment, cell: cellColumn, score: score,
      demographicScore: demographic, chronicScore: chronicScore - demographic,
      paymentScore: Self.payment(score, beneficiary))
  }

  private struct Situation {
    let groups: UInt64
    let count: Int32

    init(groups: UInt64, count: Int) {
      self.groups = groups
      self.count = Int32(count)
    }
  }

  /// The coefficient of a column in a segment's row, or without a segment where it stands so.
  @inline(__always)
  func coefficient(_ column: Int, _ row: Int, standsAlone: Bool) -> Int32 {
    if standsAlone {
      let alone = coefficients[segments.count * columns.count + column]
      if alone != Self.absent { return alone }
    }
    return coefficients[row + column]
  }

  /// Score × (1 − coding intensity) ÷ normalisation + frailty, rounded half away from zero to a millionth.
  static func payment(_ score: Int64, _ beneficiary: RiskBeneficiary) -> Int64 {
    if beneficiary.codingIntensity == 0, beneficiary.normalisation == 1_000_000 {
      return score + beneficiary.frailty
    }
    let share = 1_000_000 - beneficiary.codingIntensity
    let product = score.multipliedFullWidth(by: share)
    let divisor = beneficiary.normalisation
    guard divisor > 0 else { return 0 }
    let (quotient, remainder) = divisor.dividingFullWidth(product)
    let isUp = 2 * remainder.magnitude >= divisor.magnitude
    return quotient + (isUp ? (remainder < 0 ? -1 : 1) : 0) + beneficiary.frailty
  }

  private func segment(_ facts: UInt32) -> Int {
    for index in 0..<segmentConditions.count where segmentConditions[index].holds(facts) {
      return index
    }
    return segments.count
  }

  private func groups(in counted: CategorySet) -> UInt64 {
    var present: UInt64 = 0
    for index in 0..<groups.count where (groups[index] & counted) != .zero {
      present |= 1 << UInt64(index)
    }
    return present
  }

  /// Diagnoses to categories, with the edits by age and sex.
  private func map(_ beneficiary: RiskBeneficiary, _ workspace: RiskWorkspace) -> CategorySet {
    let pairs = workspace.pairs
    pairs.removeAll()
    var mapped = CategorySet.zero
    for index in 0..<workspace.diagnoses.count {
      let code = workspace.diagnoses[index]
      var (edit, isAsked, isSpent) = (-1, false, false)
      mapping.forEachCategory(of: code) { category, _ in
        if !isAsked {
          edit = edits.edit(of: code, beneficiary) ?? -1
          isAsked = true
        }
        // By the peer's reading an edit takes a diagnosis of several categories out of one only.
        guard edit >= 0, !isSpent else { return Self.add(code, category, pairs, &mapped) }
        if reading == .reference { isSpent = true }
        let row = edits.rows[edit]
        if row.action == EditRow.override { Self.add(code, Int(row.category), pairs, &mapped) }
      }
    }
    return mapped
  }

  @inline(__always)
  private static func add(
    _ code: UInt64, _ category: Int, _ pairs: Room<RiskWorkspace.Pair>, _ mapped: inout CategorySet
  ) {
    if mapped.contains(category) {
      for index in 0..<pairs.count {
        let pair = pairs[index]
        if pair.category == Int32(category), pair.code == code { return }
      }
    }
    mapped.insert(category)
    pairs.append(.init(code: code, category: Int32(category)))
  }

  /// The categories that count, of those that diagnoses are mapped to.
  private func takenOut(_ mapped: CategorySet) -> CategorySet {
    guard !mapped.isEmpty else { return .zero }
    var counted = mapped
    for index in 0..<dropped.count where (counted & dropped[index].unless) == .zero {
      counted.remove(dropped[index].category)
    }
    var removed = CategorySet.zero
    counted.forEach { category in
      let number = Int(maskNumber[category])
      if number != 0 { removed |= masks[number] }
    }
    return counted & ~removed
  }
}
