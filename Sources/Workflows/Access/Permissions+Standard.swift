// SPDX-License-Identifier: Apache-2.0

public import Access

extension Permissions {
  /// The tables that are part of the program.
  public static let standard: Permissions = {
    func text(_ name: String) -> String {
      String(decoding: Assets.bytes("access/\(name).tsv"), as: UTF8.self)
    }
    guard let table = Permissions(parsing: text("permissions"), conflicts: text("conflicts"))
    else { preconditionFailure("the tables of access/ are malformed") }
    return table
  }()
}
