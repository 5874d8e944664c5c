// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// The edits that need no payment group.
///
/// Source: specifications of the Integrated Outpatient Code Editor, by the numbers of the table
/// `opps/edits.tsv`.
extension OutpatientGrouping {
  /// Notes what an edit found.
  mutating func hit(_ edit: Int, _ line: Int?, _ facts: (String, String)...) {
    var all = facts.map { Finding.Fact($0.0, $0.1) }
    if let line {
      if let code = claim.lines[line].code {
        all.insert(Finding.Fact("code", code.description), at: 0)
      }
      all.append(Finding.Fact("on", claim.lines[line].date.description))
    }
    answer.edits.append(OutpatientEditHit(edit: edit, line: line, facts: all))
  }

  /// Edits of the claim as a whole.
  mutating func judgeClaim() {
    if claim.has(OutpatientSign.denial) { hit(10, nil) }
    if claim.has(OutpatientSign.review) { hit(11, nil) }
    if let age = claim.age, !(0...124).contains(age) { hit(25, nil, ("age", "\(age)")) }
    if isProgram {
      if ![13, 76, 85].contains(claim.billType) {
        hit(46, nil, ("billType", "\(claim.billType)x"))
      }
      let isMental = claim.diagnoses.first.map { $0[0] == PackedCode("F")?[0] } ?? false
      if !isMental, !claim.diagnoses.isEmpty {
        hit(29, nil, ("code", claim.diagnoses[0].description))
      }
    }
    let emergencies = claim.lines.indices.filter {
      claim.lines[$0].has(OutpatientSign.emergencyInpatient)
    }
    if emergencies.count > 1 || emergencies.contains(where: { claim.lines[$0].units > 1 }) {
      hit(60, emergencies.last)
    }
    if let line = emergencies.first,
      !Self.endedByTransferOrDeath.contains(claim.dischargeStatus)
    {
      hit(70, line, ("status", "\(claim.dischargeStatus)"))
    }
  }

  /// Edits of each line.
  mutating func judgeLines() {
    let period = tables.published.services.release.period
    for line in claim.lines.indices {
      let date = claim.lines[line].date
      if date < claim.from || date > claim.through { hit(23, line) }
      if !period.contains(date) { hit(24, line) }
      judgeCode(line)
      judgeRevenue(line)
      judgeModifiers(line)
      judgeBeside(line)
    }
    judgeSameDayAsInpatient()
    judgeVisits()
  }

  /// The status of the code.
  private mutating func judgeCode(_ line: Int) {
    if let text = claim.lines[line].unreadable { return hit(6, line, ("found", text)) }
    guard claim.lines[line].code != nil else { return }
    switch answer.lines[line].published {
    case nil, .d: hit(6, line)
    case .e1, .e2: hit(9, line)
    case .b where [12, 13, 14].contains(claim.billType): hit(62, line)
    case .c where isInpatientOnly(line): hit(18, line)
    case .m: hit(72, line)
    case .y: hit(61, line)
    case .p where !isProgram: hit(64, line)
    default: break
    }
    if has(.excludedFromComprehensive, line), answer.lines[line].published == .a,
      claim.lines[line].code?.description == "C9399"
    {
      hit(66, line)
    }
  }

  private func isInpatientOnly(_ line: Int) -> Bool {
    claim.billType == 13 && claim.isPaidProspectively
      && !claim.lines[line].has(OutpatientSign.emergencyInpatient)
  }

  /// All services of the day of a procedure for inpatients are denied with it.
  private mutating func judgeSameDayAsInpatient() {
    let days = Set(
      answer.edits.filter { $0.edit == 18 }.compactMap(\.line).map {
        claim.lines[$0].date
      })
    guard !days.isEmpty else { return }
    for line in claim.lines.indices
    where days.contains(claim.lines[line].date) && answer.lines[line].published != .c {
      hit(49, line)
    }
  }

  private mutating func judgeRevenue(_ line: Int) {
    let (revenue, code) = (claim.lines[line].revenue, claim.lines[line].code)
    let kind = tables.revenue[revenue]
    let text = Self.digits(revenue)
    if revenue == 0 { return hit(41, line) }
    if kind.contains(.notRecognized) { hit(65, line, ("revenue", text)) }
    if code == nil, claim.lines[line].unreadable == nil {
      if [13, 75, 76].contains(claim.billType), kind.isDisjoint(with: [.packaged, .noCode]) {
        hit(48, line, ("revenue", text))
      }
      return
    }
    if kind.contains(.observation), !has(.observation, line), !has(.directReferral, line) {
      hit(44, line, ("revenue", text))
    }
    if kind.contains(.bloodProduct), !has(.bloodProduct, line) { hit(79, line, ("revenue", text)) }
  }

  static func digits(_ revenue: UInt16) -> String {
    let text = String(revenue)
    return String(repeating: "0", count: max(0, 4 - text.utf8.count)) + text
  }

  private mutating func judgeModifiers(_ line: Int) {
    let given = claim.lines[line]
    if let modifiers {
      for modifier in given.modifiers where !modifiers.contains(modifier) {
        hit(22, line, ("modifier", modifier.description))
      }
    }
    let isBilateral = given.has(OutpatientSign.bilateral)
    if isTerminated(line), given.units > 1 || isBilateral { hit(37, line) }
    let index = answer.lines[line].index
    if isBilateral, index >= 0 {
      switch tables.bilateral[index] {
      case .none, .inherent: hit(17, line)
      case .unknown, .conditional, .independent:
        if given.units > 1 { hit(74, line, ("units", "\(given.units)")) }
      }
    }
    if given.has(OutpatientSign.deviceWithoutCost) || given.has(OutpatientSign.deviceWithCredit) {
      hit(75, line)
    }
    for (one, other) in Self.exclusivePairs where given.has(one) && given.has(other) {
      hit(102, line, ("modifier", one.description), ("other", other.description))
    }
  }

  private static let exclusivePairs = [
    (OutpatientSign.offCampus, OutpatientSign.offCampusNotExcepted),
    (OutpatientSign.terminatedBefore, OutpatientSign.terminatedAfter),
    (OutpatientSign.right, OutpatientSign.bilateral),
    (OutpatientSign.left, OutpatientSign.bilateral),
  ]

  /// What a service needs beside it.
  private mutating func judgeBeside(_ line: Int) {
    let roles = answer.lines[line].roles
    guard !roles.isEmpty || claim.lines[line].has(OutpatientSign.bloodProduct) else { return }
    let date = claim.lines[line].date
    func sameDay(_ role: OutpatientRoles.Role) -> Bool {
      claim.lines.indices.contains { claim.lines[$0].date == date && has(role, $0) }
    }
    if has(.transfusion, line), !sameDay(.bloodProduct) { hit(43, line) }
    if has(.skinApplication, line), !sameDay(.skinProduct) { hit(87, line) }
    if has(.cornealTissue, line),
      !claim.lines.indices.contains(where: { has(.cornealTransplant, $0) })
    {
      hit(93, line)
    }
    if has(.observation, line) || has(.directReferral, line), ![13, 85].contains(claim.billType) {
      hit(53, line, ("billType", "\(claim.billType)x"))
    }
    if has(.directReferral, line), !sameDay(.observation) { hit(58, line) }
    if has(.trauma, line),
      !tables.revenue[claim.lines[line].revenue].contains(.trauma) || !sameDay(.criticalCare)
    {
      hit(76, line)
    }
    judgeBlood(line)
  }

  /// Modifier BL: the product (revenue code 038x) and its processing (039x) stand on two lines, each with
  /// the modifier, of one day, code and number of units.
  private mutating func judgeBlood(_ line: Int) {
    let given = claim.lines[line]
    let kind = tables.revenue[given.revenue]
    let isProduct = kind.contains(.bloodProduct)
    let isMarked = given.has(OutpatientSign.bloodProduct)
    if isProduct, has(.bloodProduct, line), !isMarked { return hit(73, line) }
    guard isMarked else { return }
    guard isProduct || kind.contains(.bloodService) else { return hit(73, line) }
    let isPaired = claim.lines.indices.contains { other in
      let beside = claim.lines[other]
      let kind = tables.revenue[beside.revenue]
      return other != line && beside.code == given.code && beside.date == given.date
        && beside.units == given.units && beside.has(OutpatientSign.bloodProduct)
        && kind.contains(isProduct ? .bloodService : .bloodProduct)
    }
    if !isPaired { hit(73, line) }
  }

  /// Visits beside procedures, and several visits of a day.
  private mutating func judgeVisits() {
    let visits = claim.lines.indices.filter { line in
      switch answer.lines[line].published {
      case .v: true
      case .j2: !has(.directReferral, line) && !has(.criticalCare, line)
      default: false
      }
    }
    for visit in visits {
      let date = claim.lines[visit].date
      if !claim.lines[visit].has(OutpatientSign.separate),
        let procedure = claim.lines.indices.first(where: {
          claim.lines[$0].date == date
            && (answer.lines[$0].published == .s || answer.lines[$0].published == .t)
        })
      {
        hit(21, visit, ("procedure", claim.lines[procedure].code?.description ?? ""))
      }
      guard !claim.has(OutpatientSign.separateVisits),
        tables.revenue[claim.lines[visit].revenue].contains(.visit)
      else { continue }
      let isRepeated = visits.contains {
        $0 < visit && claim.lines[$0].date == date
          && claim.lines[$0].revenue == claim.lines[visit].revenue
      }
      if isRepeated || claim.lines[visit].units > 1 {
        hit(42, visit, ("revenue", Self.digits(claim.lines[visit].revenue)))
      }
    }
  }

  /// Edits that ask for the result.
  mutating func judgeAnswer() {
    if !answer.lines.isEmpty,
      answer.lines.allSatisfy({ $0.published == .n || $0.published == nil && $0.status == .n })
    {
      hit(27, nil)
    }
    judgeDevices()
  }

  /// A device-intensive procedure needs a device on the claim, and a pass-through device a procedure.
  private mutating func judgeDevices() {
    let hasDevice = answer.lines.indices.contains { has(.device, $0) }
    for line in answer.lines.indices {
      let given = claim.lines[line]
      if !hasDevice, !isTerminated(line), !given.has(OutpatientSign.terminatedAfter),
        !given.has(OutpatientSign.noDevice), !answer.lines[line].isRejected,
        given.code.flatMap({ tables.published.devices?[$0.bits] }) != nil
      {
        hit(92, line)
      }
      guard answer.lines[line].published == .h else { continue }
      let hasProcedure = answer.lines.indices.contains {
        guard claim.lines[$0].date == given.date else { return false }
        switch answer.lines[$0].published {
        case .j1, .s, .t, .q1, .q2, .q3: return true
        default: return false
        }
      }
      if !hasProcedure { hit(98, line) }
    }
  }
}
