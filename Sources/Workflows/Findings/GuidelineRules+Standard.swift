// SPDX-License-Identifier: Apache-2.0

public import Edits

extension GuidelineTable {
  /// The table of this program.
  public static let standard: GuidelineTable = {
    do throws(GuidelineTableError) {
      return try GuidelineTable(Assets.bytes("conventions/guidelines.tsv"))
    } catch {
      preconditionFailure("conventions/guidelines.tsv:\(error.line): \(error.text)")
    }
  }()
}

extension GuidelineRules {
  /// The rules of this program, compiled once.
  public static let standard: GuidelineRules = {
    do throws(GuidelineTableError) {
      return try GuidelineRules(
        .standard, sets: Assets.bytes("conventions/sets.tsv"),
        integral: Assets.bytes("coding/integral.tsv"))
    } catch {
      preconditionFailure("conventions: line \(error.line): \(error.text)")
    }
  }()
}
