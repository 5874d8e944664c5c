// SPDX-License-Identifier: Apache-2.0

import Values

/// A value in a document, or the place of one that is not there, with its path.
struct Field {
  let value: JSON?
  /// Where it stands.
  let place: FieldPlace

  init(_ value: JSON?, path: String) { self.init(value, FieldPlace(path)) }

  private init(_ value: JSON?, _ place: FieldPlace) {
    if case .null = value { self.value = nil } else { self.value = value }
    self.place = place
  }

  /// Where it stands, in words: `entry[3].resource`.
  var path: String { place.path }

  subscript(name: String) -> Field { Field(value?[name], FieldPlace(.member(name), in: place)) }

  /// The elements of an array; none where there is no array.
  var elements: [Field] {
    guard let value, case .array(let elements) = value else { return [] }
    return elements.enumerated().map { Field($1, FieldPlace(.element($0), in: place)) }
  }

  /// The place of an extension that is not there.
  func missingExtension(_ url: String) -> Field {
    Field(nil, FieldPlace(.extension(url), in: place))
  }

  var isPresent: Bool { value != nil }

  /// The string, where this is one; asked where any other value means no.
  var string: String? { value?.string }
}

/// The place of a field: a step from the place of what holds it.
///
/// Nearly every field is read and found good, so the path is put together only when somebody asks.
final class FieldPlace: Hashable {
  /// A step from what holds a field to the field.
  enum Step: Hashable {
    case member(String)
    case element(Int)
    case `extension`(String)
  }

  private let parent: FieldPlace?
  private let step: Step

  /// The place of a document, or another that is known by its path.
  init(_ path: String) { (parent, step) = (nil, .member(path)) }

  init(_ step: Step, in parent: FieldPlace) { (self.parent, self.step) = (parent, step) }

  var path: String {
    let above = parent?.path ?? ""
    switch step {
    case .member(let name): return above.isEmpty ? name : "\(above).\(name)"
    case .element(let index): return "\(above)[\(index)]"
    case .extension(let url): return "\(above).extension(\(url))"
    }
  }

  static func == (left: FieldPlace, right: FieldPlace) -> Bool {
    left === right || left.step == right.step && left.parent == right.parent
  }

  /// Takes in the indices alone: they tell resources apart, and names cost more than they tell.
  func hash(into hasher: inout Hasher) {
    if case .element(let index) = step { hasher.combine(index) }
    parent?.hash(into: &hasher)
  }
}
