// SPDX-License-Identifier: Apache-2.0

public import Claims

/// What becomes of an amount that a payer takes off, by group and reason: the table `billing/adjustments.tsv`.
public struct AdjustmentReasons: Sendable {
  /// What becomes of an amount.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// It was agreed by contract: it is taken off.
    case contractual
    /// The law reduces the payment: it is taken off.
    case sequestration
    /// The payer reduces it, and nobody else bears it: it is taken off.
    case reduction
    /// The patient bears it, or the next payer.
    case patient
    /// The payer refuses it: it stays open, and somebody works on it.
    case denial
    /// It says what others paid or bear; nothing is done with it, and what stays open is worked on.
    case information
  }

  /// A row of the table.
  public struct Row: Hashable, Sendable {
    /// The reason code.
    public let code: String
    /// The kind under each group.
    public let kinds: [String: Kind]
    /// The root cause, such as `authorization`.
    public let category: String
    /// What is usually done next: `correct`, `appeal`, `bill-patient`, `next-payer`, `ask`, `write-off`, `none`.
    public let next: String
    /// What to do, in words.
    public let advice: String
  }

  /// The groups, in the order of the table's columns.
  public static let groups = ["CO", "PR", "OA", "PI"]
  private let rows: [String: Row]

  /// Reads the table: code, kind under CO, PR, OA and PI, category, next step, what to do.
  ///
  /// - Returns: Nothing where a row is malformed or a code stands there twice.
  public init?(parsing text: String) {
    var rows: [String: Row] = [:]
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 8 else { return nil }
      var kinds: [String: Kind] = [:]
      for (group, word) in zip(Self.groups, fields[1...4]) {
        guard let kind = Kind(rawValue: word) else { return nil }
        kinds[group] = kind
      }
      let row = Row(
        code: fields[0], kinds: kinds, category: fields[5], next: fields[6], advice: fields[7])
      guard rows.updateValue(row, forKey: row.code) == nil else { return nil }
    }
    self.rows = rows
  }

  /// What the table says of a reason; nothing where it has none.
  public subscript(code: String) -> Row? { rows[code] }

  /// All reasons, by code.
  public var codes: [String] { rows.keys.sorted() }

  /// What becomes of an adjustment; what the table does not know is worked on, never written off.
  public func kind(of adjustment: Adjustment) -> Kind {
    rows[adjustment.reason]?.kinds[adjustment.group] ?? .denial
  }
}
