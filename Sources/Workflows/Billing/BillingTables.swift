// SPDX-License-Identifier: Apache-2.0

public import Billing

/// The tables of posting that are part of the program.
enum BillingTables {
  static let reasons = table("adjustments", AdjustmentReasons.init(parsing:))
  static let providerAdjustments = table(
    "provider-adjustments", ProviderAdjustmentRules.init(parsing:))
  static let limits = table("filing-limits", FilingLimits.init(parsing:))
  static let laterLimits = table("later-limits", LaterLimits.init(parsing:))
  static let levels = table("appeal-levels") { AppealLevels(parsing: $0) }
  static let chartLife = table("chart-moves", ChartLife.init(parsing:))
  static let chartReasons = table("chart-reasons", ChartReasons.init(parsing:))
  static let letters = table("appeal-letters", AppealLetters.init(parsing:))
  static let writeOffs = table("write-offs", WriteOffReasons.init(parsing:))
  static let writeOffRules = table("write-off-rules") { WriteOffRules(parsing: $0, writeOffs) }

  private static func table<Table>(_ name: String, _ read: (String) -> Table?) -> Table {
    let text = String(decoding: Assets.bytes("billing/\(name).tsv"), as: UTF8.self)
    guard let table = read(text) else { preconditionFailure("billing/\(name).tsv is malformed") }
    return table
  }
}

extension AppealLevels {
  /// The table that is part of the program.
  public static var text: String {
    String(decoding: Assets.bytes("billing/appeal-levels.tsv"), as: UTF8.self)
  }

  /// The levels that are part of the program.
  public static var standard: AppealLevels? { AppealLevels(parsing: text) }
}

extension AppealLetters {
  /// The letters that are part of the program.
  public static var standard: AppealLetters? {
    AppealLetters(
      parsing: String(decoding: Assets.bytes("billing/appeal-letters.tsv"), as: UTF8.self))
  }
}
