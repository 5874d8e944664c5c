// SPDX-License-Identifier: Apache-2.0

public import Edits

extension GuidelineRules {
  /// The rules of this program, compiled once.
  public static let standard: GuidelineRules = {
    do {
      return try GuidelineRules(
        rules: Assets.bytes("conventions/rules.tsv"), sets: Assets.bytes("conventions/sets.tsv"))
    } catch {
      preconditionFailure("conventions: line \(error.line): \(error.text)")
    }
  }()
}
