// SPDX-License-Identifier: Apache-2.0

public import Values

/// The memory in which beneficiaries are scored, one after the other: diagnoses go in, results come out.
///
/// Nothing is allocated once the workspace has seen its largest beneficiary.
///
///     let workspace = RiskWorkspace()
///     workspace.clear()
///     workspace.add(PackedCode("E119"))
///     model.score(person, in: workspace)
///     workspace.score  // millionths
public final class RiskWorkspace {
  /// One diagnosis and one category that it counts for.
  public struct Pair: BitwiseCopyable, Sendable {
    /// The diagnosis.
    public let code: UInt64
    /// The category.
    public let category: Int32
  }

  /// One term of the score.
  public struct Term: BitwiseCopyable, Sendable {
    /// The column: a category, a cell, a variable.
    public let column: Int32
    /// The coefficient in millionths.
    public let value: Int32
  }

  /// One variable that is set, or that is told though it is not.
  public struct Setting: BitwiseCopyable, Sendable {
    /// The column.
    public let column: Int32
    /// 1 or 0.
    public let value: Int32
  }

  private(set) var diagnoses = Room<UInt64>()
  /// Which diagnosis counts for which category, after the edits.
  public internal(set) var pairs = Room<Pair>()
  /// The terms of the score.
  public internal(set) var terms = Room<Term>()
  /// The variables that are set.
  public internal(set) var settings = Room<Setting>()
  /// Which categories diagnoses count for, before anything is taken out.
  var mapped = CategorySet.zero
  /// Which categories count.
  var counted = CategorySet.zero

  /// The row of the segment.
  public internal(set) var segment = 0
  /// The column of the demographic cell.
  public internal(set) var cell = 0
  /// The score, in millionths.
  public internal(set) var score: Int64 = 0
  /// The part of the score that age, sex, Medicaid and disability make.
  public internal(set) var demographicScore: Int64 = 0
  /// The score with the chronic categories alone, less the demographic one.
  public internal(set) var chronicScore: Int64 = 0
  /// The score less the demographic one.
  public var categoryScore: Int64 { score - demographicScore }
  /// The score after coding intensity, normalisation and frailty.
  public internal(set) var paymentScore: Int64 = 0

  /// Makes an empty workspace.
  public init() {}

  /// Forgets the diagnoses.
  public func clear() { diagnoses.count = 0 }

  /// Adds a diagnosis; a code of more than seven characters belongs to no category.
  @inline(__always)
  public func add(_ code: PackedCode) {
    if code.bits & ~RiskMapping.codeMask == 0 { diagnoses.append(code.bits) }
  }

  /// The diagnoses that were added.
  public var diagnosisCount: Int { diagnoses.count }

  /// Calls the body with each category that counts, in ascending order.
  public func forEachCategory(_ body: (Int) -> Void) { counted.forEach(body) }

  /// Whether a category counts.
  public func counts(_ category: Int) -> Bool { counted.contains(category) }

  /// Calls the body with each category that a diagnosis counts for, in ascending order.
  public func forEachMappedCategory(_ body: (Int) -> Void) { mapped.forEach(body) }
}

/// Values that are written anew for each beneficiary, in memory that only grows.
public final class Room<Element: BitwiseCopyable> {
  private var base: UnsafeMutablePointer<Element>
  private var capacity = 64
  /// How many values there are.
  public internal(set) var count = 0

  init() { base = UnsafeMutablePointer<Element>.allocate(capacity: 64) }

  deinit { base.deallocate() }

  /// A value.
  @inline(__always)
  public subscript(index: Int) -> Element { base[index] }

  @inline(__always)
  func append(_ element: Element) {
    if count == capacity { grow() }
    base[count] = element
    count += 1
  }

  /// Sorts in place, without further memory: by steps that become smaller.
  func sort(_ precedes: (Element, Element) -> Bool) {
    var step = 1
    while step < count / 3 { step = 3 * step + 1 }
    while step > 0 {
      for index in stride(from: step, to: count, by: 1) {
        let element = base[index]
        var at = index
        while at >= step, precedes(element, base[at - step]) {
          base[at] = base[at - step]
          at -= step
        }
        base[at] = element
      }
      step /= 3
    }
  }

  @inline(never)
  private func grow() {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: 2 * capacity)
    for index in 0..<count { larger[index] = base[index] }
    base.deallocate()
    base = larger
    capacity *= 2
  }
}

extension RiskWorkspace {
  /// Puts the pairs in the order of their categories, those of one category in the order of their codes.
  public func sortPairs() { pairs.sort { ($0.category, $0.code) < ($1.category, $1.code) } }
}
