// SPDX-License-Identifier: Apache-2.0

import Claims
import Values
import X12

extension ClaimReading {
  /// Reads the loops below 2300.
  mutating func readBelow(_ loop: Loop, into claim: inout Claim) {
    for inner in loop.loops {
      switch inner.id {
      case "2320":
        claim.otherPayers.append(otherPayer(inner, position: claim.otherPayers.count + 1))
      case "2400": claim.lines.append(line(inner))
      default: if let provider = provider(inner, "2310") { claim.providers.append(provider) }
      }
    }
    keep(loop, in: &claim.asWritten, single: []) {
      $0.id == "2320" || $0.id == "2400" || Self.role($0, "2310") != nil
    }
    if claim.kind != .institutional { claim.statementPeriod = claim.serviceDates }
  }

  private static func role(_ loop: Loop, _ family: String) -> ProviderRole? {
    guard loop.id.hasPrefix(family), loop.loops.isEmpty, loop.trailer.isEmpty else { return nil }
    return loop.segment("NM1").flatMap { ProviderRole(entityCode: $0.text(1)) }
  }

  private mutating func provider(_ loop: Loop, _ family: String) -> ClaimProvider? {
    guard let role = Self.role(loop, family) else { return nil }
    var provider = ClaimProvider(role, Provider(name: .organization("")))
    provider.provider.asWritten = read(ProviderLoop.self, loop, &provider)
    return provider
  }

  private mutating func otherPayer(_ loop: Loop, position: Int) -> OtherPayer {
    var value = OtherPayerLoop.Value(
      payer: OtherPayer(Coverage(payer: Payer(name: ""))), position: position)
    let written = read(OtherPayerLoop.self, loop, &value)
    var payer = value.payer
    payer.asWritten = written
    if let inner = loop.loop("2330A") {
      var holder = SubscriberLoop.Value(person: Person(name: PersonName(family: "")), id: nil)
      holder.person.asWritten = read(SubscriberLoop.self, inner, &holder)
      payer.coverage.subscriber = holder.person
      payer.coverage.subscriberID = holder.id
    }
    payer.coverage.payer.asWritten = read(OtherPayerNameLoop.self, loop.loop("2330B"), &payer)
    for inner in loop.loops where inner.id != "2330A" && inner.id != "2330B" {
      if let provider = provider(inner, "2330") { payer.providers.append(provider) }
    }
    keep(loop, in: &payer.asWritten, single: ["2330A", "2330B"]) {
      Self.role($0, "2330") != nil
    }
    return payer
  }

  private mutating func line(_ loop: Loop) -> ServiceLine {
    var line = ServiceLine(
      number: 0, charge: Charge(code: nil, units: Quantity(0), amount: .zero), from: nil,
      through: nil)
    line.asWritten = read(LineLoop.self, loop, &line)
    for inner in loop.loops {
      switch inner.id {
      case "2410":
        var drug = DrugIdentification()
        drug.asWritten = read(DrugLoop.self, inner, &drug)
        line.drugs.append(drug)
      case "2430":
        var adjudication = LineAdjudication()
        adjudication.asWritten = read(AdjudicationLoop.self, inner, &adjudication)
        line.adjudications.append(adjudication)
      case "2440":
        var form = SupportingForm()
        form.asWritten = read(FormLoop.self, inner, &form)
        line.forms.append(form)
      default: if let provider = provider(inner, "2420") { line.providers.append(provider) }
      }
    }
    keep(loop, in: &line.asWritten, single: []) {
      ["2410", "2430", "2440"].contains($0.id) || Self.role($0, "2420") != nil
    }
    return line
  }
}

extension Claim {
  /// First and last date of service of the lines.
  var serviceDates: StatementPeriod? {
    let days = lines.compactMap(\.from) + lines.compactMap(\.through)
    guard let first = days.min(), let last = days.max() else {
      let stated = dates.first { $0.qualifier == "472" }
      return stated.flatMap { date in
        date.from.map { StatementPeriod(from: $0, through: date.through ?? $0) }
      }
    }
    return StatementPeriod(from: first, through: last)
  }
}
