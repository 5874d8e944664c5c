// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// Composite groups, critical care and days of partial hospitalization.
///
/// Source: Pub. 100-04, chapter 4, sections 10.2.1, 160.1, 200.7, 260.1; 42 CFR 419.48; Addendum M.
extension OutpatientGrouping {
  private func member(_ line: Int) -> CompositeMember? {
    guard answer.lines[line].published == .q3 else { return nil }
    return claim.lines[line].code.flatMap { tables.published.composites?[$0.bits] }
  }

  private func reason(
    _ rule: OutpatientRule, _ row: CompositeMember?, by other: Int? = nil, group: UInt16 = 0
  ) -> OutpatientAnswer.Reason {
    OutpatientAnswer.Reason(
      rule: rule, line: other, component: row == nil ? nil : .composites, row: row?.line ?? 0,
      group: group)
  }

  /// Packages ancillary services into critical care of the same day; not where a modifier says that they
  /// stand apart.
  mutating func packageCriticalCare() {
    let care = open.filter { has(.criticalCare, $0) }
    guard !care.isEmpty else { return }
    for line in open {
      guard let row = member(line), row.second > 0, row.isChoice == 0,
        let critical = care.first(where: { claim.lines[$0].date == claim.lines[line].date }),
        !claim.lines[line].modifiers.contains(where: OutpatientSign.distinctOnes.contains)
      else { continue }
      pack(line, reason(.packagedCriticalCare, row, by: critical))
    }
  }

  /// Pays several imaging services of one family and day by a composite, with contrast where one of them
  /// has it.
  mutating func payImaging() {
    var members: [(line: Int, row: CompositeMember)] = []
    let first = tables.roles.group("imaging-first-group")
    let last = tables.roles.group("imaging-last-group")
    for line in open {
      guard let row = member(line), first <= row.first, row.first <= last,
        row.second == 0 || row.isChoice == 1, !isTerminated(line)
      else { continue }
      members.append((line, row))
    }
    guard members.count > 1 || members.contains(where: { claim.lines[$0.line].units > 1 }) else {
      return
    }
    var done: Set<Int> = []
    for (line, row) in members where !done.contains(line) {
      let family = members.filter {
        claim.lines[$0.line].date == claim.lines[line].date && isOneFamily($0.row, row)
      }
      done.formUnion(family.map(\.line))
      guard family.reduce(0, { $0 + claim.lines[$1.line].units }) > 1 else { continue }
      let contrast = family.first { $0.row.second == 0 && isContrast($0.row.first) }
      let group = contrast?.row.first ?? family[0].row.first
      pay(family.map { ($0.line, $0.row) }, by: group, .composite, .packagedComposite)
    }
  }

  /// The composite of a family with contrast that belongs to the one without: rows of Addendum M that leave
  /// the choice tell.
  private func isContrast(_ group: UInt16) -> Bool { withoutContrast(group) != nil }

  private func withoutContrast(_ group: UInt16) -> UInt16? {
    tables.withoutContrast[group]
  }

  private func isOneFamily(_ one: CompositeMember, _ other: CompositeMember) -> Bool {
    (withoutContrast(one.first) ?? one.first) == (withoutContrast(other.first) ?? other.first)
  }

  /// Pays the mental health services of a day together where by themselves they would be paid more than a
  /// day of partial hospitalization.
  mutating func capMentalHealth() {
    let group = tables.roles.group("mental-health-group")
    guard group > 0, !isProgram else { return }
    let members = open.compactMap { line in
      member(line).flatMap { $0.first == group ? (line: line, row: $0) : nil }
    }
    var done: Set<Int> = []
    for (line, _) in members where !done.contains(line) {
      let day = members.filter { claim.lines[$0.line].date == claim.lines[line].date }
      done.formUnion(day.map(\.line))
      let sum = day.reduce(Int64(0)) {
        $0 + answer.lines[$1.line].rate * Int64(claim.lines[$1.line].units)
      }
      guard sum > tables.rateOfGroup[Int(group)] else { continue }
      pay(day.map { ($0.line, $0.row) }, by: group, .mentalHealthCap, .packagedComposite)
    }
  }

  /// Pays the first of some lines by a composite group and packages the others into it.
  private mutating func pay(
    _ lines: [(line: Int, row: CompositeMember)], by group: UInt16, _ paid: OutpatientRule,
    _ packaged: OutpatientRule
  ) {
    composites &+= 1
    guard let prime = lines.first else { return }
    for (line, row) in lines {
      if line == prime.line {
        decide(
          line, status(of: group) ?? .s, .paid, group: group, reason(paid, row, group: group))
        answer.lines[line].units = 1
      } else {
        pack(line, reason(packaged, row, by: prime.line, group: group))
      }
      answer.lines[line].composite = composites
    }
  }

  /// Whether the claim is one of partial hospitalization or intensive outpatient care.
  var isProgram: Bool {
    claim.has(OutpatientSign.partialHospitalization)
      || claim.has(OutpatientSign.intensiveOutpatient)
  }

  /// Pays each day of partial hospitalization or intensive outpatient care by its number of services; a
  /// department off the campus that is not excepted has the rates of a center.
  mutating func payProgramDays() {
    guard isProgram, [13, 76].contains(claim.billType) else { return }
    let kind = claim.has(OutpatientSign.partialHospitalization) ? "partial" : "intensive"
    var done: Set<CalendarDate> = []
    for line in open where has(.partialService, line) {
      let date = claim.lines[line].date
      guard done.insert(date).inserted else { continue }
      let day = open.filter { has(.partialService, $0) && claim.lines[$0].date == date }
      let services = day.reduce(0) { $0 + claim.lines[$1].units }
      if services < 3 {
        for one in day {
          hit(30, one, ("services", "\(services)"))
          decide(one, answer.lines[one].published, .unpaid, reason(.rejectedByEdit, of: one))
        }
        continue
      }
      let isCenter =
        claim.billType == 76
        || day.contains { claim.lines[$0].has(OutpatientSign.offCampusNotExcepted) }
      let place = isCenter ? "center" : "hospital"
      let group = tables.roles.group("\(kind)-\(services > 3 ? "many" : "few")-\(place)-group")
      composites &+= 1
      for one in day {
        if one == line {
          decide(one, .p, .paid, group: group, reason(.programDay, of: one, group: group))
          answer.lines[one].units = 1
        } else {
          pack(one, reason(.packagedProgram, of: one, by: line, group: group))
        }
        answer.lines[one].composite = composites
      }
    }
  }
}
