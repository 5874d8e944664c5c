// SPDX-License-Identifier: Apache-2.0

import Values

/// A value in a document, or the place of one that is not there, with its path.
struct Field {
  let value: JSON?
  private let place: FieldPlace

  init(_ value: JSON?, path: String) { self.init(value, FieldPlace(path)) }

  private init(_ value: JSON?, _ place: FieldPlace) {
    self.value = value == .null ? nil : value
    self.place = place
  }

  /// Where it stands: `entry[3].resource`.
  var path: String { place.path }

  subscript(name: String) -> Field { Field(value?[name], FieldPlace(name, in: place)) }

  /// The elements of an array; none where there is no array.
  var elements: [Field] {
    guard let value, case .array(let elements) = value else { return [] }
    return elements.enumerated().map { Field($1, FieldPlace(at: $0, in: place)) }
  }

  var isPresent: Bool { value != nil }

  /// The string, where this is one; asked where any other value means no.
  var string: String? { value?.string }
}

/// The place of a field: a step from the place of what holds it.
///
/// Nearly every field is read and found good, so the path is put together only when somebody asks.
private final class FieldPlace {
  private let parent: FieldPlace?
  private let name: String
  private let index: Int?

  init(_ path: String) { (parent, name, index) = (nil, path, nil) }

  init(_ name: String, in parent: FieldPlace) {
    (self.parent, self.name, self.index) = (parent, name, nil)
  }

  init(at index: Int, in parent: FieldPlace) {
    (self.parent, self.name, self.index) = (parent, "", index)
  }

  var path: String {
    guard let parent else { return name }
    let above = parent.path
    if let index { return "\(above)[\(index)]" }
    return above.isEmpty ? name : "\(above).\(name)"
  }
}
