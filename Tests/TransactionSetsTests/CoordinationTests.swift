// SPDX-License-Identifier: Apache-2.0

import Claims
import TestSupport
import Testing
import TransactionSets
import Values
import X12

@Suite struct CoordinationTests {
  /// A claim of two lines for a patient with three coverages.
  private func claim() throws -> Claim {
    var encounter = SampleEncounter.professional
    encounter.coverages[0].groupNumber = "G1"
    var second = Coverage(
      payer: Payer(name: "Lakeshore", id: "99906"), subscriberID: "LSM1", relationship: .spouse,
      subscriber: Person(
        name: PersonName(family: "Abernathy", given: "Hugo"), address: SampleEncounter.address),
      claimFiling: .commercial)
    second.groupNumber = "G2"
    let third = Coverage(
      payer: Payer(name: "Ohio Relief", id: "99907"), subscriberID: "OR77777",
      claimFiling: .medicaid)
    encounter.coverages += [second, third]
    return try #require(Claim.building(from: encounter).claim)
  }

  private func adjudication(_ payer: String, _ day: String) -> ClaimAdjudication {
    var adjudication = ClaimAdjudication(
      payerID: payer, paid: Money(cents: 17_000), date: SampleEncounter.day(day))
    adjudication.claimControlNumber = "ICN-\(payer)"
    adjudication.lines = [
      ClaimAdjudication.Line(
        number: 1, paid: Money(cents: 15_000),
        adjustments: [
          Adjustment("CO", "45", Money(cents: 4_200)), Adjustment("PR", "2", Money(cents: 2_000)),
        ]),
      ClaimAdjudication.Line(
        number: 2, paid: Money(cents: 2_000),
        adjustments: [Adjustment("CO", "45", Money(cents: 1_850))]),
    ]
    return adjudication
  }

  /// What speaks against the claims, by the guides and their rules.
  private func findings(_ claims: [Claim]) throws -> [String] {
    var reader = SegmentReader()
    reader.feed(try Loops.written(claims))
    reader.finish()
    var validator = X12Validator(guides: Loops.guides)
    while case .segment = reader.next() { validator.take(reader.segment) }
    var found: [String] = []
    for interchange in validator.finish().interchanges {
      for set in interchange.groups.flatMap(\.sets) {
        let rejecting = set.findings.kept.filter { $0.finding.severity == .rejects }
        found += rejecting.map { "\($0.finding.rule) \($0.position)" }
      }
    }
    return found
  }

  @Test("The primary payer stands on the secondary claim with what it decided")
  func secondary() throws {
    let primary = try claim()
    let claim = try primary.secondary(after: adjudication("99901", "2026-03-20"))
    #expect(claim.coverage.payer.id == "99906" && claim.coverage.responsibility == .secondary)
    #expect(claim.coverage.relationship == .spouse)
    #expect(claim.otherPayers.map(\.coverage.payer.id) == ["99901", "99907"])
    #expect(claim.otherPayers.map(\.coverage.responsibility) == [.primary, .tertiary])
    #expect(claim.otherPayers[0].paid == Money(cents: 17_000))
    #expect(claim.lines[0].adjudications[0].remainingLiability == Money(cents: 2_000))
    let text = String(decoding: try Loops.written([claim]), as: UTF8.self)
    for part in [
      "SBR*S**G2******CI~NM1*IL*1*ABERNATHY*HUGO****MI*LSM1~", "PAT*01~",
      "SBR*P*18*G1******CI~AMT*D*170~OI***Y***Y~NM1*IL*1*ABERNATHY*DOLORES****MI*BMH5550001~",
      "NM1*PR*2*BUCKEYE MUTUAL HEALTH*****PI*99901~REF*F8*ICN-99901~SBR*T*18",
      "SVD*99901*150*HC:99214:25**1~CAS*CO*45*42~CAS*PR*2*20~DTP*573*D8*20260320~AMT*EAF*20~",
    ] {
      #expect(text.contains(part), "\(part) is missing in \(text)")
    }
    #expect(try findings([primary, claim]) == [])
  }

  @Test("Made twice it is a tertiary claim, and every payer keeps its place")
  func tertiary() throws {
    let secondary = try claim().secondary(after: adjudication("99901", "2026-03-20"))
    let claim = try secondary.secondary(after: adjudication("99906", "2026-04-02"))
    #expect(claim.coverage.payer.id == "99907" && claim.coverage.responsibility == .tertiary)
    #expect(claim.coverage.relationship == .`self`)
    #expect(claim.otherPayers.map(\.coverage.payer.id) == ["99901", "99906"])
    #expect(claim.otherPayers.map(\.coverage.responsibility) == [.primary, .secondary])
    #expect(claim.lines[0].adjudications.map(\.payerID) == ["99901", "99906"])
    #expect(try findings([claim]) == [])
    #expect(throws: ClaimChangeError.noNextPayer) {
      try claim.secondary(after: adjudication("99907", "2026-05-02"))
    }
  }

  @Test("A secondary claim of a claim that was read is like one of the claim that was written")
  func secondaryOfRead() throws {
    let read = try #require(Loops.claims(try Loops.written([try claim()])).first)
    let claim = try Loops.claim(read, .professional)
    #expect(claim.asWritten == nil && claim.lines.allSatisfy { $0.asWritten == nil })
    let secondary = try claim.secondary(after: adjudication("99901", "2026-03-20"))
    #expect(try findings([secondary]) == [])
  }

  @Test("A decision that does not add up, or is another's, makes no claim")
  func refusals() throws {
    let claim = try claim()
    var wrong = adjudication("99901", "2026-03-20")
    wrong.lines[1].paid = Money(cents: 1_900)
    let line = ClaimAdjudication.Imbalance(
      line: 2, stated: Money(cents: 3_850), sum: Money(cents: 3_750))
    #expect(wrong.imbalances(with: claim).first == line)
    #expect(throws: ClaimChangeError.self) { try claim.secondary(after: wrong) }
    #expect(throws: ClaimChangeError.otherPayer) {
      try claim.secondary(after: adjudication("99906", "2026-03-20"))
    }
  }

  @Test("A corrected and a void claim name the payer's number")
  func corrections() throws {
    let claim = try claim()
    let corrected = try claim.corrected(replacing: "ICN1")
    let void = try corrected.void("ICN2")
    let text = String(decoding: try Loops.written([corrected, void]), as: UTF8.self)
    #expect(text.contains("***11:B:7*") && text.contains("REF*F8*ICN1~"))
    #expect(text.contains("***11:B:8*") && text.contains("REF*F8*ICN2~"))
    #expect(try findings([corrected, void]) == [])
    #expect(throws: ClaimChangeError.missingClaimControlNumber) { try claim.void("") }
  }

  @Test("A claim of too many lines becomes several that add up to it")
  func split() throws {
    var claim = try claim().secondary(after: adjudication("99901", "2026-03-20"))
    let pair = claim.lines
    claim.lines = (0..<60).flatMap { _ in pair }
    for index in claim.lines.indices { claim.lines[index].number = index + 1 }
    let parts = try claim.split()
    #expect(parts.map(\.lines.count) == [50, 50, 20])
    #expect(
      parts.map(\.patientControlNumber.description) == ["VISIT-1-1", "VISIT-1-2", "VISIT-1-3"])
    #expect(parts.reduce(Money.zero) { $0 + $1.total } == claim.total)
    #expect(parts[2].lines.map(\.number) == Array(1...20))
    #expect(parts[2].otherPayers[0].paid == Money(cents: 170_000))
    #expect(try findings(parts) == [])
    claim.lines[0].adjudications = []
    #expect(throws: ClaimChangeError.adjudicatedAsWhole) { try claim.split() }
  }

  @Test("A remittance becomes a decision: lines by their numbers, else by procedure and charge")
  func remittance() throws {
    let claim = try claim()
    var answer = RemittanceClaim(
      patientControlNumber: "VISIT-1", charge: claim.total, paid: Money(cents: 17_000))
    answer.payerControlNumber = "ICN9"
    for (index, line) in adjudication("99901", "2026-03-20").lines.enumerated().reversed() {
      let charge = claim.lines[index].charge
      var paid = RemittanceLine(
        service: BilledService("HC", charge.code ?? ""), charge: charge.amount, paid: line.paid)
      paid.adjustments = line.adjustments
      answer.lines.append(paid)
    }
    let day = SampleEncounter.day("2026-03-20")
    let decision = try #require(ClaimAdjudication(answer, of: claim, on: day))
    #expect(decision.lines.map(\.number) == [2, 1])
    #expect(decision.imbalances(with: claim) == [])
    answer.lines[0].charge = Money(cents: 1)
    #expect(ClaimAdjudication(answer, of: claim, on: day) == nil)
  }
}
