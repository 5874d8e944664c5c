// SPDX-License-Identifier: Apache-2.0

import CodeSets
import X12

extension Assets {
  /// The guides of X12, from the tables of `Data/x12`.
  static let guides: GuideLibrary = {
    do {
      return try GuideLibrary { name in optionalBytes("x12/\(name)") }
    } catch {
      preconditionFailure("the tables of X12 guides are malformed: \(error)")
    }
  }()
}
