// SPDX-License-Identifier: Apache-2.0

public import Billing

extension AdjustmentReasons {
  /// The adjustment reasons that are part of the program.
  public static let standard: AdjustmentReasons = {
    let text = String(decoding: Assets.bytes("billing/adjustments.tsv"), as: UTF8.self)
    guard let reasons = AdjustmentReasons(parsing: text) else {
      preconditionFailure("billing/adjustments.tsv is malformed")
    }
    return reasons
  }()
}
