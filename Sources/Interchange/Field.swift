// SPDX-License-Identifier: Apache-2.0

import Values

/// A value in a document, or the place of one that is not there, with its path.
struct Field {
  let value: JSON?
  let path: String

  init(_ value: JSON?, path: String) {
    self.value = value == .null ? nil : value
    self.path = path
  }

  subscript(name: String) -> Field {
    Field(value?[name], path: path.isEmpty ? name : "\(path).\(name)")
  }

  /// The elements of an array; none where there is no array.
  var elements: [Field] {
    (value?.elements ?? []).enumerated().map { Field($1, path: "\(path)[\($0)]") }
  }

  var isPresent: Bool { value != nil }

  /// The string, where this is one; asked where any other value means no.
  var string: String? { value?.string }
}
