// SPDX-License-Identifier: Apache-2.0

import Claims
import Interchange
import Storage
import Values
import Workflows

/// Whole claims judged by every edit of an installation, in memory.
struct WholeClaims {
  private let edits: EditClaims
  private var claims: [PreparedClaim] = []

  /// Reads the encounters that can be billed.
  init(home: String, encounters path: String) throws {
    edits = try EditClaims(Installation(home: home))
    let reader = try LineReader(path)
    while let line = try reader.next() {
      for read in EncounterReading(of: try JSON(parsing: line)).encounters {
        guard let encounter = read.encounter,
          let claim = Claim.building(from: encounter).claim
        else { continue }
        claims.append(PreparedClaim(claim, of: encounter))
      }
    }
  }

  /// Claims judged in a second, the median of five rounds.
  func measure() throws {
    var found = 0
    func round() throws {
      found = 0
      for claim in claims {
        found += try edits.findings(for: claim).count
      }
    }
    try round()
    let times = try (0..<5).map { _ in try EditsBench.seconds(round) }.sorted()
    print("edits.claims_per_second\t\(Int(Double(claims.count) / times[2]))")
    print("edits.findings_per_thousand_claims\t\(found * 1000 / max(1, claims.count))")
  }
}
