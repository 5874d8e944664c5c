// SPDX-License-Identifier: Apache-2.0

import Values

extension JSON {
  /// The document with a day, where it is an object and says none under that name.
  func with(_ name: String, day: String?) -> JSON {
    guard let day, case .object(let members) = self, self[name] == nil else { return self }
    return .object(members + [JSON.Member(name, .string(day))])
  }
}
