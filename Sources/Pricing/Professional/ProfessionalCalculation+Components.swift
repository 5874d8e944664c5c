// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Values

extension ProfessionalCalculation {
  /// What a rule takes off the second and further components of a day.
  private struct Reduction {
    let indicator: PhysicianService.Indicator
    /// What is paid of further technical components.
    let technical: FixedDecimal
    /// What is paid of further professional components.
    let professional: FixedDecimal
    let name: String
  }

  private static let reductions = [
    Reduction(
      indicator: 4, technical: FixedDecimal(units: 50, places: 2),
      professional: FixedDecimal(units: 95, places: 2), name: "imaging"),
    Reduction(
      indicator: 6, technical: FixedDecimal(units: 75, places: 2), professional: .one,
      name: "cardiovascular"),
    Reduction(
      indicator: 7, technical: FixedDecimal(units: 80, places: 2), professional: .one,
      name: "ophthalmology"),
  ]

  /// Takes off what further diagnostic services of one practice and day lose: imaging, cardiovascular and
  /// ophthalmological tests. Technical and professional components are ranked apart.
  ///
  /// Source: RVU25D, multiple procedure indicators 4, 6 and 7; Medicare Claims
  /// Processing Manual, chapter 12, section 40.6.
  mutating func reduceComponents() {
    for reduction in Self.reductions {
      var isDone = Array(repeating: false, count: works.count)
      for first in works.indices where isReduced(first, reduction) && !isDone[first] {
        let group = works.indices.filter {
          $0 >= first && !isDone[$0] && isReduced($0, reduction)
            && works[$0].line.from == works[first].line.from && isOnePractice($0, first)
        }
        for index in group { isDone[index] = true }
        reduce(group, reduction)
      }
    }
  }

  private func isReduced(_ index: Int, _ reduction: Reduction) -> Bool {
    works[index].isPhysicians && works[index].service?.multiple == reduction.indicator
      && works[index].procedures != nil && !works[index].modifiers.containsAny(Mark.separate)
      && (reduction.indicator != 4 || works[index].service?.family == "88")
  }

  /// Whether two lines are of one group practice: who bills is the same, as far as the claim says.
  func isOnePractice(_ a: Int, _ b: Int) -> Bool {
    let (first, second) = (works[a].line.billing, works[b].line.billing)
    guard first != 0, second != 0 else { return isSame(works[a].line, works[b].line) }
    return first == second
  }

  private mutating func reduce(_ group: [Int], _ reduction: Reduction) {
    let technical = group.map { ($0, component($0, isTechnical: true)) }.filter { $0.1 > .zero }
    for (index, component, count) in further(technical) {
      let share = reduction.technical
      var reduced = component * share
      // The reduction is taken of the amount before the cap; then the lower of the two is paid.
      if let full = uncapped(index) { reduced = min(component, full * share) }
      works[index].value = works[index].step(
        "\(reduction.name)-technical",
        [
          ("amount", works[index].value), ("technical component", component),
          ("reduced", reduced), ("units", count),
        ], works[index].value - (component - reduced) * count)
    }
    guard reduction.professional < .one else { return }
    let professional = group.map { ($0, component($0, isTechnical: false)) }
      .filter { $0.1 > .zero }
    for (index, component, count) in further(professional) {
      let reduced = component * reduction.professional
      works[index].value = works[index].step(
        "\(reduction.name)-professional",
        [
          ("amount", works[index].value), ("professional component", component),
          ("reduced", reduced), ("units", count),
        ], works[index].value - (component - reduced) * count)
    }
  }

  /// All but the highest: the line, the amount, and how many of its units.
  private func further(
    _ components: [(Int, FixedDecimal)]
  ) -> [(index: Int, amount: FixedDecimal, count: FixedDecimal)] {
    guard
      let highest = components.indices.max(by: {
        components[$0].1 == components[$1].1 ? $0 > $1 : components[$0].1 < components[$1].1
      })
    else { return [] }
    return components.indices.compactMap { position in
      let (index, amount) = components[position]
      let count = (works[index].procedures ?? 1) - (position == highest ? 1 : 0)
      return count > 0 ? (index, amount, FixedDecimal(units: Int128(count), places: 0)) : nil
    }
  }

  /// The amount of the technical or professional component that is in a line, for one unit.
  private func component(_ index: Int, isTechnical: Bool) -> FixedDecimal {
    guard let service = works[index].service, let indices, let services = tables.services,
      let fee = works[index].fee
    else { return .zero }
    let isFacility = works[index].isFacility
    switch service.modifier {
    case "TC": return isTechnical ? fee : .zero
    case "26": return isTechnical ? .zero : fee
    default: break
    }
    switch service.component {
    case 3: return isTechnical ? fee : .zero
    case 1:
      let mark = isTechnical ? Mark.technical : Mark.professional
      return services.service(service.code, modifier: mark.bits)
        .map { self.fee($0, isFacility: isFacility, indices) } ?? .zero
    case 4 where isTechnical:
      return tables.rules.technicalParts(of: service.code).reduce(.zero) { sum, part in
        sum
          + (services.service(part).map { self.fee($0, isFacility: isFacility, indices) } ?? .zero)
      }
    default: return .zero
    }
  }

  /// The technical component before the cap of outpatient hospitals, where it is capped.
  private func uncapped(_ index: Int) -> FixedDecimal? {
    guard let service = works[index].service, service.isCapped, let indices,
      let row = service.modifier == "TC"
        ? service : tables.services?.service(service.code, modifier: Mark.technical.bits)
    else { return nil }
    var terms: [PaymentTerm] = []
    return fee(
      row, isFacility: works[index].isFacility, indices, isCapped: false, terms: &terms)
  }

  /// Therapy: the unit with the highest practice expense in full; of all others half the practice expense.
  ///
  /// Source: Social Security Act, section 1848(b)(7); RVU25D, multiple procedure indicator 5; Medicare
  /// Claims Processing Manual, chapter 5, section 10.7.
  mutating func reduceTherapy() {
    let therapy = works.indices.filter {
      works[$0].isPhysicians && works[$0].service?.multiple == 5 && works[$0].procedures != nil
    }
    var isDone = Array(repeating: false, count: works.count)
    for first in therapy where !isDone[first] {
      let group = therapy.filter {
        !isDone[$0] && works[$0].line.from == works[first].line.from && isOnePractice($0, first)
      }
      let highest = group.max { a, b in
        expense(a) == expense(b) ? a > b : expense(a) < expense(b)
      }
      for index in group {
        isDone[index] = true
        let count = (works[index].procedures ?? 1) - (index == highest ? 1 : 0)
        guard count > 0, let service = works[index].service, let indices,
          let full = works[index].fee
        else { continue }
        let expense = self.expense(index)
        // Half the practice expense as an amount: the formula with thousandths of a relative value.
        let values =
          2
          * (Int64(service.work) * Int64(indices.work)
            + Int64(service.malpractice) * Int64(indices.malpractice))
          + Int64(expense) * Int64(indices.expense)
        let reduced = FixedDecimal(
          units: Int128(values) * Int128(service.conversionFactor) * 5, places: 10
        ).rounded(to: 2)
        let units = FixedDecimal(units: Int128(count), places: 0)
        works[index].value = works[index].step(
          "therapy",
          [
            ("amount", works[index].value), ("fee", full), ("reduced fee", reduced),
            ("units", units),
          ], works[index].value - (full - reduced) * units)
      }
    }
  }

  private func expense(_ index: Int) -> Int32 {
    guard let service = works[index].service else { return 0 }
    return works[index].isFacility ? service.facilityExpense : service.nonfacilityExpense
  }
}
