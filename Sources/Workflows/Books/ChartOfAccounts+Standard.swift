// SPDX-License-Identifier: Apache-2.0

public import Accounting

extension ChartOfAccounts {
  /// The chart that is part of the program.
  public static let standard: ChartOfAccounts = {
    let text = String(decoding: Assets.bytes("accounting/chart.tsv"), as: UTF8.self)
    do {
      return try ChartOfAccounts(parsing: text)
    } catch {
      preconditionFailure("accounting/chart.tsv is malformed")
    }
  }()
}
