// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Values

extension ProfessionalCalculation {
  /// What a practitioner who does not participate is paid of the schedule.
  ///
  /// Source: Social Security Act, section 1848(a)(3).
  static let nonparticipating = FixedDecimal(units: 95, places: 2)

  /// The shares of those who do not do the procedure alone, and of who they are.
  mutating func takeShares(_ index: Int) {
    var work = works[index]
    defer { works[index] = work }
    guard let service = work.service else { return }
    takeAssistant(&work, service.assistant)
    if work.modifiers.contains(Mark.coSurgeons) { takeCoSurgeons(&work, service.coSurgeons) }
    if work.modifiers.contains(Mark.team) { takeTeam(&work, service.team) }
    guard work.outcome != .unpaid else { return }
    if work.modifiers.contains(Mark.unusual) { work.note("unusual-service") }
    if work.modifiers.contains(Mark.reduced) { work.review("reduced-service") }
    if work.modifiers.contains(Mark.discontinued), service.modifier != "53" {
      work.review("discontinued-service")
    }
    let share = setting.practitioner.share
    if share < .one, !work.modifiers.contains(Mark.nonphysicianAssistant) {
      work.take("practitioner", share: share)
    }
    if !setting.isParticipating { work.take("nonparticipating", share: Self.nonparticipating) }
  }

  /// Assistants: 16 percent of the amount, 85 percent of that for a nonphysician.
  ///
  /// Source: 42 CFR 414.40; Medicare Claims Processing Manual, chapter 12, sections 20.4.3, 110.2.
  private func takeAssistant(_ work: inout Work, _ indicator: PhysicianService.Indicator) {
    guard work.modifiers.containsAny(Mark.assistants) else { return }
    guard indicator == 2 || indicator == 0 else {
      return work.refuse("assistant-not-paid", ("indicator", indicator.description))
    }
    work.take("assistant", share: FixedDecimal(units: 16, places: 2))
    if work.modifiers.contains(Mark.nonphysicianAssistant) {
      work.take("nonphysician-assistant", share: FixedDecimal(units: 85, places: 2))
    }
    if indicator == 0 { work.review("assistant-documentation") }
  }

  /// Co-surgeons: 62.5 percent each.
  ///
  /// Source: Medicare Claims Processing Manual, chapter 12, section 40.8.
  private func takeCoSurgeons(_ work: inout Work, _ indicator: PhysicianService.Indicator) {
    guard indicator == 1 || indicator == 2 else {
      return work.refuse("cosurgeons-not-paid", ("indicator", indicator.description))
    }
    work.take("cosurgeons", share: FixedDecimal(units: 625, places: 3))
    if indicator == 1 { work.review("cosurgeons-documentation") }
  }

  /// Teams: by report.
  ///
  /// Source: Medicare Claims Processing Manual, chapter 12, section 40.8.
  private func takeTeam(_ work: inout Work, _ indicator: PhysicianService.Indicator) {
    guard indicator == 1 || indicator == 2 else {
      return work.refuse("team-not-paid", ("indicator", indicator.description))
    }
    work.review("team-by-report")
  }

  /// Visits that the payment of a procedure covers.
  ///
  /// Source: Medicare Claims Processing Manual, chapter 12, sections 40.1 to 40.3.
  mutating func applyGlobalPeriods() {
    guard let services = tables.services, setting.countsHistory else { return }
    let past = claim.history.map { ($0.claim, $0.line) }
    let procedures = (claim.lines.map { (claim.id, $0) } + past).compactMap { name, line in
      line.code.flatMap { services.service($0) }.flatMap { service in
        service.globalDays.covers == nil ? nil : (name, line, service)
      }
    }
    for index in works.indices where works[index].isPhysicians {
      let work = works[index]
      guard let code = work.line.code, tables.rules.isVisit(code),
        !work.modifiers.containsAny(Mark.unrelated)
      else { continue }
      for (name, line, service) in procedures where isSame(line, work.line) {
        let days = Int(work.line.from.daysSinceEpoch - line.from.daysSinceEpoch)
        guard service.globalDays.covers?.contains(days) == true,
          !line.modifiers.containsAny(Mark.assistants)
        else { continue }
        works[index].refuse(
          "global-period", ("code", service.code.description), ("days", service.globalDays.text),
          ("on", line.from.description), ("claim", name))
        break
      }
    }
  }
}
