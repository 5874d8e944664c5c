// SPDX-License-Identifier: Apache-2.0

import CodeSets
public import Values

/// The edits of the outpatient code editor, from the table `opps/edits.tsv`.
public struct OutpatientEdits: Sendable {
  /// What follows where an edit finds something.
  public enum Disposition: String, Sendable {
    /// The line is denied: the decision can be appealed.
    case lineDeny = "line-deny"
    /// The line is rejected: it can be corrected and sent again.
    case lineReject = "line-reject"
    /// The claim is rejected.
    case claimReject = "claim-reject"
    /// The claim is denied.
    case claimDeny = "claim-deny"
    /// The claim is returned to the provider to be corrected.
    case claimReturn = "claim-return"
    /// The claim is held by the contractor.
    case claimSuspend = "claim-suspend"
  }

  /// An edit.
  public struct Entry: Sendable {
    /// The number in the specifications.
    public let number: Int
    /// The rule id of its findings, such as `oce.inpatient-procedure`.
    public let rule: String
    /// What it says.
    public let title: String
    /// What follows.
    public let disposition: Disposition
    /// How grave its findings are.
    public let severity: Finding.Severity
    /// `yes`, `elsewhere` or `no`.
    public let built: String
    /// What it rests on.
    public let source: String
  }

  /// The edits in the order of their numbers.
  public let entries: [Entry]
  private let places: [Int: Int]

  /// Reads the table; nothing where a row of it is impossible.
  public init?(_ table: [UInt8]) {
    var entries: [Entry] = []
    for line in PublishedText(table).lines where !line.text.hasPrefix("#") && !line.text.isEmpty {
      let fields = line.tabbed
      guard fields.count == 8, let number = Int(fields[0]),
        let disposition = Disposition(rawValue: fields[3]),
        let severity = Finding.Severity(rawValue: fields[4])
      else { return nil }
      entries.append(
        Entry(
          number: number, rule: fields[1], title: fields[2], disposition: disposition,
          severity: severity, built: fields[5], source: fields[7]))
    }
    self.entries = entries
    places = [Int: Int](
      entries.enumerated().map { ($1.number, $0) }, uniquingKeysWith: { one, _ in one })
  }

  /// An edit by its number.
  public subscript(number: Int) -> Entry? { places[number].map { entries[$0] } }
}

/// What an edit found on a claim.
public struct OutpatientEditHit: Sendable {
  /// The number of the edit.
  public let edit: Int
  /// The line, counted from 0; nothing for the claim.
  public let line: Int?
  /// The values that the words need.
  public let facts: [Finding.Fact]
}
