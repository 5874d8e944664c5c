// SPDX-License-Identifier: Apache-2.0

public import Billing

extension ClaimLife {
  /// The life of a claim that is part of the program.
  public static let standard: ClaimLife = {
    let text = String(decoding: Assets.bytes("billing/moves.tsv"), as: UTF8.self)
    guard let life = ClaimLife(parsing: text) else {
      preconditionFailure("billing/moves.tsv is malformed")
    }
    return life
  }()
}
