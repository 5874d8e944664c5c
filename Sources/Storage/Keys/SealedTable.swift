// SPDX-License-Identifier: Apache-2.0

/// A table with columns whose values are sealed: what a change of keys goes through.
public struct SealedTable: Sendable {
  /// The table.
  public let name: String
  /// The columns of its key after the practice, in the order in which ``FieldPlace`` takes them.
  public let key: [String]
  /// The sealed columns.
  public let columns: [String]

  /// Names a table.
  public init(_ name: String, key: [String], columns: [String]) {
    self.name = name
    self.key = key
    self.columns = columns
  }

  /// Every table that has sealed columns.
  public static let all: [SealedTable] = [
    SealedTable(
      "acknowledgement", key: ["claim", "submission", "document", "place"], columns: ["content"]),
    SealedTable("answer", key: ["remittance", "key"], columns: ["content"]),
    SealedTable("document", key: ["digest", "part"], columns: ["content"]),
    SealedTable("submission", key: ["claim", "number"], columns: ["content"]),
    SealedTable("patient_statement", key: ["number"], columns: ["content"]),
    SealedTable("app_user", key: ["login"], columns: ["totp"]),
    SealedTable("card_on_file", key: ["number"], columns: ["content"]),
    SealedTable("chart", key: ["chart"], columns: ["person"]),
    SealedTable("chart_version", key: ["chart", "version"], columns: ["content"]),
    SealedTable(
      "provider_query", key: ["chart", "number"], columns: ["question", "answer"]),
    SealedTable("patient", key: ["id"], columns: ["content"]),
    SealedTable("guarantor", key: ["id"], columns: ["content"]),
    SealedTable("coverage", key: ["patient", "number"], columns: ["content"]),
    SealedTable("provider", key: ["npi"], columns: ["content"]),
    SealedTable("authorized", key: ["number"], columns: ["content"]),
    SealedTable("appointment", key: ["id"], columns: ["content"]),
    SealedTable("waiting", key: ["number"], columns: ["content"]),
    SealedTable("eligibility", key: ["number"], columns: ["question", "answer"]),
    SealedTable(
      "change", key: ["number", "changed_by", "moment", "action", "subject"], columns: ["content"]),
  ]
}
