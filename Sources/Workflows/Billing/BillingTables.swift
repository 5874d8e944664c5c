// SPDX-License-Identifier: Apache-2.0

import Billing

/// The tables of posting that are part of the program.
enum BillingTables {
  static let reasons = table("adjustments", AdjustmentReasons.init(parsing:))
  static let providerAdjustments = table(
    "provider-adjustments", ProviderAdjustmentRules.init(parsing:))
  static let limits = table("filing-limits", FilingLimits.init(parsing:))
  static let laterLimits = table("later-limits", LaterLimits.init(parsing:))

  private static func table<Table>(_ name: String, _ read: (String) -> Table?) -> Table {
    let text = String(decoding: Assets.bytes("billing/\(name).tsv"), as: UTF8.self)
    guard let table = read(text) else { preconditionFailure("billing/\(name).tsv is malformed") }
    return table
  }
}
