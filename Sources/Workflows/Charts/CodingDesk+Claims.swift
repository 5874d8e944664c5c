// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Claims
import Storage
public import Values

extension CodingDesk {
  /// Puts the claims of charts whose codes are final on file, where they wait for the next batch.
  ///
  /// A chart that was sent back after its claim was made gives a corrected claim in the place of that one. Broken off
  /// and begun again it goes on: no chart gives two claims.
  ///
  /// - Parameters:
  ///   - names: Only these charts; none for all whose codes are final.
  ///   - options: Contracts, rules and fees, as for a run.
  /// - Returns: `claims`: chart and claim of each; `findings` of what was stopped.
  public func claim(
    _ names: [String], _ options: RunEncounters.Options, by user: String
  ) throws(WorkflowFailure) -> JSON {
    let user = try BillingOffice.user(user)
    return try asWorkflow {
      var charts: [KeptChart] = []
      if names.isEmpty {
        var query = ChartQuery([.coded])
        query.limit = 10_000
        charts = try store.charts(query)
      } else {
        charts = try names.map { name in
          let chart = try known(name)
          _ = try next(chart, .claim)
          return chart
        }
      }
      var made: [JSON] = []
      var findings: [Finding] = []
      let judge = charts.isEmpty ? nil : try judging(options)
      for chart in charts {
        guard let judge else { break }
        do {
          let claim = try claim(chart, judge, user)
          made.append(.members(("chart", .string(chart.id)), ("claim", .string(claim))))
        } catch let failure as WorkflowFailure where failure.kind == .rejected {
          findings += failure.findings
        }
      }
      return .members(
        ("claims", .array(made)), ("findings", .array(findings.map(FindingWords.standard.json))))
    }
  }

  private func claim(
    _ chart: KeptChart, _ judge: Judge, _ user: String
  ) throws -> String {
    guard let claim = try judge(version(of: chart).content, chart.id).claim else {
      throw WorkflowFailure("charts.held", .rejected, ("chart", chart.id))
    }
    var name = chart.claim
    if name.isEmpty {
      name = claim.patientControlNumber.description
      if let finding = try office.add(claim, from: chart.id, by: user) {
        throw WorkflowFailure([finding], .rejected)
      }
    } else {
      let words = try store.events(of: chart.id).last { $0.move == "send-back" }?.words
      let reason = String((words ?? "coded again").prefix(200))
      try office.store.transaction {
        _ = try office.correct(name, reason: reason, by: user) { _ in claim }
      }
    }
    try store.transaction {
      _ = try moved(try known(chart.id), .claim, words: name, by: user) { $0.claim = name }
    }
    return name
  }
}
