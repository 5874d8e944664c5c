// SPDX-License-Identifier: Apache-2.0

public import Billing

extension AdjustmentReasons {
  /// The adjustment reasons that are part of the program.
  public static var standard: AdjustmentReasons { BillingTables.reasons }
}

extension PatientReasons {
  /// The words for patients that are part of the program.
  public static let standard: PatientReasons = {
    let reasons = PatientReasons(
      parsing: Assets.text("billing/reasons.tsv"),
      groups: Assets.text("billing/reason-groups.tsv"), BillingTables.reasons)
    guard let reasons else { preconditionFailure("billing/reasons.tsv is malformed") }
    return reasons
  }()
}

extension StatementTexts {
  /// The sentences that are part of the program.
  public static let standard: StatementTexts = {
    guard let texts = StatementTexts(parsing: Assets.text("billing/statement-texts.tsv")) else {
      preconditionFailure("billing/statement-texts.tsv is malformed")
    }
    return texts
  }()
}

extension ServiceWords {
  /// The words for services that are part of the program.
  public static let standard: ServiceWords = {
    guard let words = ServiceWords(parsing: Assets.text("billing/services.tsv")) else {
      preconditionFailure("billing/services.tsv is malformed")
    }
    return words
  }()
}

extension StatementWords {
  /// The words that are part of the program.
  public static let standard = StatementWords(texts: .standard, reasons: .standard)
}

extension Assets {
  /// A table as text.
  static func text(_ name: String) -> String { String(decoding: bytes(name), as: UTF8.self) }
}
