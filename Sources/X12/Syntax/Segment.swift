// SPDX-License-Identifier: Apache-2.0

/// A segment as a value of its own: what is kept, changed, compared and written again.
///
/// Nothing is trimmed when it is taken from a ``SegmentView``: empty elements and components at the end
/// stay, so that writing it gives the bytes that were read.
///
///     let segment = Segment("REF", ["EI", "123456789"])
///     segment.text(2)   // "123456789"
public struct Segment: Hashable, Sendable {
  /// The identifier, such as `NM1`.
  public var id: String
  /// The elements; the first is element 01.
  public var elements: [Element]

  /// Makes a segment.
  public init(_ id: String, _ elements: [Element]) {
    self.id = id
    self.elements = elements
  }

  /// Copies a segment out of a reader's buffer.
  ///
  /// - Complexity: O(*n*) in the bytes of the segment.
  public init(_ view: SegmentView) {
    id = view[0].text
    elements = []
    elements.reserveCapacity(view.count)
    let binary = view.id == .bin ? 2 : view.id == .bds ? 3 : 0
    for number in 1..<view.count + 1 {
      let element = view[number]
      if number == binary, String(validating: element.bytes, as: UTF8.self) == nil {
        elements.append(.binary(Array(element.bytes)))
      } else if number == binary || view.id == .isa {
        elements.append(.text(element.text))
      } else {
        elements.append(Element(element, delimiters: view.delimiters))
      }
    }
  }

  /// The text of an element, of its first component and first repetition where it has several; empty
  /// where there is none.
  public func text(_ number: Int, component: Int = 1) -> String {
    guard number >= 1, number <= elements.count else { return "" }
    return elements[number - 1].text(component: component)
  }

  /// Whether an element is absent or empty.
  public func isEmpty(_ number: Int) -> Bool {
    number > elements.count || elements[number - 1].isEmpty
  }
}

extension Element {
  /// Takes the bytes of an element apart by component and repetition.
  init(_ view: ElementView, delimiters: Delimiters) {
    guard !view.isEmpty else {
      self = .empty
      return
    }
    let repeats = delimiters.repetition != 0 && view.bytes.contains(delimiters.repetition)
    let isComposite = view.bytes.contains(delimiters.component)
    func parts(_ view: ElementView, _ delimiter: UInt8) -> [ElementView] {
      Array(view.parts(by: delimiter))
    }
    switch (repeats, isComposite) {
    case (false, false): self = .text(view.text)
    case (false, true): self = .composite(parts(view, delimiters.component).map(\.text))
    case (true, false): self = .repeated(parts(view, delimiters.repetition).map(\.text))
    case (true, true):
      self = .repeatedComposite(
        parts(view, delimiters.repetition).map { parts($0, delimiters.component).map(\.text) })
    }
  }

  /// Whether it holds nothing at all.
  public var isEmpty: Bool {
    switch self {
    case .empty: true
    case .text(let text): text.isEmpty
    case .binary(let bytes): bytes.isEmpty
    case .composite(let parts), .repeated(let parts): parts.allSatisfy(\.isEmpty)
    case .repeatedComposite(let repetitions): repetitions.allSatisfy { $0.allSatisfy(\.isEmpty) }
    }
  }

  /// The repetitions, each as its components; binary data is one text.
  public var repetitions: [[String]] {
    switch self {
    case .empty: []
    case .text(let text): [[text]]
    case .binary: [[text()]]
    case .composite(let parts): [parts]
    case .repeated(let parts): parts.map { [$0] }
    case .repeatedComposite(let repetitions): repetitions
    }
  }

  /// A component of the first repetition, counted from 1; empty where there is none.
  public func text(component: Int = 1) -> String {
    switch self {
    case .empty: return ""
    case .text(let text): return component == 1 ? text : ""
    case .binary(let bytes):
      return component == 1 ? bytes.withUnsafeBufferPointer(ElementView.text) : ""
    case .composite(let parts): return component <= parts.count ? parts[component - 1] : ""
    case .repeated(let parts): return component == 1 ? parts.first ?? "" : ""
    case .repeatedComposite(let repetitions):
      let parts = repetitions.first ?? []
      return component <= parts.count ? parts[component - 1] : ""
    }
  }
}
