// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Claims
import Foundation
import TestSupport
import Testing
import Values

/// The tables of posting as they are in the program.
@Suite struct TablesTests {
  private static func table(_ name: String) throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try String(
      contentsOf: root.appending(path: "Data/billing/\(name).tsv"), encoding: .utf8)
  }

  @Test(
    "Every reason in the list of adjustment reasons has a row, and a refusal is never taken off")
  func reasons() throws {
    let reasons = try #require(AdjustmentReasons(parsing: Self.table("adjustments")))
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let list = try String(
      contentsOf: root.appending(path: "Data/x12/lists/carc.tsv"), encoding: .utf8)
    for line in list.split(separator: "\n") where !line.hasPrefix("#") {
      let code = String(line.prefix { $0 != "\t" })
      #expect(reasons[code] != nil, "reason \(code)")
    }
    // What people have lost money by when it was written off (complaint 3), under the contract's group.
    for code in ["16", "18", "22", "27", "29", "50", "96", "97", "109", "119", "151", "197", "204"]
    {
      #expect(reasons.kind(of: Adjustment("CO", code, .zero)) == .denial, "reason \(code)")
      #expect(reasons.kind(of: Adjustment("PI", code, .zero)) == .denial, "reason \(code)")
    }
    #expect(reasons.kind(of: Adjustment("CO", "45", .zero)) == .contractual)
    #expect(reasons.kind(of: Adjustment("CO", "253", .zero)) == .sequestration)
    #expect(reasons.kind(of: Adjustment("PR", "3", .zero)) == .patient)
    #expect(reasons.kind(of: Adjustment("OA", "23", .zero)) == .information)
    #expect(reasons.kind(of: Adjustment("CO", "no such", .zero)) == .denial)
    #expect(reasons.kind(of: Adjustment("??", "45", .zero)) == .denial)
  }

  @Test(
    "The last day for a claim",
    arguments: [
      ("MB", "2026-03-10", "2027-03-10"), ("MB", "2024-02-29", "2025-02-28"),
      ("MC", "2023-03-01", "2024-03-01"), ("CI", "2026-03-10", "2026-06-08"),
      ("", "2026-12-31", "2027-03-31"),
    ])
  func limits(_ filing: String, _ day: String, _ last: String) throws {
    let limits = try #require(FilingLimits(parsing: Self.table("filing-limits")))
    #expect(
      limits.deadline(filing.isEmpty ? nil : filing, after: SampleEncounter.day(day))
        == SampleEncounter.day(last))
    #expect(FilingLimits(parsing: "MB\t1y\tsource") == nil)
    #expect(FilingLimits(parsing: "*\tsoon\tsource") == nil)
  }

  @Test("What a payer keeps beside the claims and what it adds go where they belong")
  func providerAdjustments() throws {
    let rules = try #require(
      ProviderAdjustmentRules(parsing: Self.table("provider-adjustments")))
    for (reason, cents, account) in [
      ("L6", Int64(-125), 4510), ("L6", 125, 5030), ("WO", 1_000, 2310), ("FB", -1_000, 2310),
      ("IR", 300, 5040), ("CS", 200, 2120), ("no such", 200, 2120),
    ] {
      let entry = try #require(
        try rules.post(
          ProviderAdjustment(reason: reason, amount: Money(cents: cents)),
          PostingRulesTests.source()))
      #expect(entry.postings.map(\.account.number) == [account, 1120], "\(reason)")
      #expect(entry.postings.map(\.amount.cents) == [cents, -cents], "\(reason)")
    }
    #expect(rules["CS"].isWork)
    #expect(rules["no such"].isWork)
    #expect(!rules["WO"].isWork)
    #expect(
      try rules.post(ProviderAdjustment(reason: "L6"), PostingRulesTests.source()) == nil)
  }

  @Test("Money at the bank is tied to the one remittance that its words name")
  func deposits() {
    let announced = [
      DepositMatching.Announced(
        remittance: 1, issuer: "1999999990", trace: "00123", expected: Money(cents: 100)),
      DepositMatching.Announced(
        remittance: 2, issuer: "1999999982", trace: "123", expected: Money(cents: 200)),
      DepositMatching.Announced(
        remittance: 3, issuer: "1999999982", trace: "A-77", expected: Money(cents: 300)),
    ]
    func found(_ words: String, _ cents: Int64) -> Int? {
      DepositMatching.remittance(of: words, amount: Money(cents: cents), among: announced)
    }
    #expect(found("HCCLAIMPMT TRN*1*123*1999999990\\", 5) == 1)
    #expect(found("ACH 0000123 1999999982", 5) == 2)
    #expect(found("CHECK 123", 200) == 2)
    #expect(found("CHECK 123", 5) == nil)
    #expect(found("trn*1*a-77", 5) == 3)
    #expect(found("CHECK 9123", 100) == nil)
    #expect(found("", 300) == nil)
  }
}
