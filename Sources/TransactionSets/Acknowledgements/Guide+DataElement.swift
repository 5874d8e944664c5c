// SPDX-License-Identifier: Apache-2.0

public import X12

extension Guide {
  /// The number in the standard of the data element at a place, such as `127` for REF02; nothing for a
  /// composite, which has none, and where the guide has no such element.
  public func dataElement(at position: X12Position) -> String? {
    guard position.element > 0, let id = SegmentID(text: position.segment),
      let loop = loop(position.loop.isEmpty ? "ST" : position.loop),
      let segment = segments(of: loop).first(where: { segments[$0].id == id })
    else { return nil }
    let range = segments[segment].elements
    var number = 0
    var index = range.lowerBound
    while index < range.upperBound {
      number += 1
      let parts = elements[index].components
      if number == position.element {
        guard position.component > 0, position.component <= parts.count else {
          return parts.isEmpty ? elements[index].element.number : nil
        }
        return elements[parts.lowerBound + position.component - 1].element.number
      }
      index = parts.isEmpty ? index + 1 : parts.upperBound
    }
    return nil
  }
}
