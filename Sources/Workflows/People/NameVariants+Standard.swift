// SPDX-License-Identifier: Apache-2.0

public import Billing

extension NameVariants {
  /// The names that are part of the program.
  public static let standard: NameVariants = {
    let text = String(decoding: Assets.bytes("people/given-names.tsv"), as: UTF8.self)
    guard let variants = NameVariants(parsing: text) else {
      preconditionFailure("people/given-names.tsv is malformed")
    }
    return variants
  }()
}
