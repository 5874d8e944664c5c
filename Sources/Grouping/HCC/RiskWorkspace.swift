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

  let diagnoses = Room<UInt64>()
  /// Which diagnosis counts for which category, after the edits.
  public let pairs = Room<Pair>()
  /// The terms of the score.
  public let terms = Room<Term>()
  /// The variables that are set.
  public let settings = Room<Setting>()

  /// What comes out beside the lists.
  struct Result: BitwiseCopyable {
    /// Which categories diagnoses count for, before anything is taken out.
    var mapped = CategorySet.zero
    /// Which categories count.
    var counted = CategorySet.zero
    var segment = 0
    var cell = 0
    var score: Int64 = 0
    var demographicScore: Int64 = 0
    var chronicScore: Int64 = 0
    var paymentScore: Int64 = 0
  }

  let result: UnsafeMutablePointer<Result>
  var mapped: CategorySet { result.pointee.mapped }
  var counted: CategorySet { result.pointee.counted }
  /// The row of the segment.
  public var segment: Int { result.pointee.segment }
  /// The column of the demographic cell.
  public var cell: Int { result.pointee.cell }
  /// The score, in millionths.
  public var score: Int64 { result.pointee.score }
  /// The part of the score that age, sex, Medicaid and disability make.
  public var demographicScore: Int64 { result.pointee.demographicScore }
  /// The score with the chronic categories alone, less the demographic one.
  public var chronicScore: Int64 { result.pointee.chronicScore }
  /// The score less the demographic one.
  public var categoryScore: Int64 { score - demographicScore }
  /// The score after coding intensity, normalisation and frailty.
  public var paymentScore: Int64 { result.pointee.paymentScore }

  /// Makes an empty workspace.
  public init() {
    result = UnsafeMutablePointer<Result>.allocate(capacity: 1)
    result.initialize(to: Result())
  }

  deinit { result.deallocate() }

  /// Forgets the diagnoses.
  public func clear() { diagnoses.removeAll() }

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
  private struct State {
    var base: UnsafeMutablePointer<Element>
    var capacity: Int
    var count: Int
  }

  /// Behind a pointer that never changes, so that each access is one load.
  private let state: UnsafeMutablePointer<State>

  init() {
    state = UnsafeMutablePointer<State>.allocate(capacity: 1)
    state.initialize(
      to: State(base: UnsafeMutablePointer<Element>.allocate(capacity: 64), capacity: 64, count: 0))
  }

  deinit {
    state.pointee.base.deallocate()
    state.deallocate()
  }

  /// How many values there are.
  @inline(__always)
  public var count: Int { state.pointee.count }

  /// A value.
  @inline(__always)
  public subscript(index: Int) -> Element { state.pointee.base[index] }

  @inline(__always)
  func removeAll() { state.pointee.count = 0 }

  @inline(__always)
  func append(_ element: Element) {
    if state.pointee.count == state.pointee.capacity { grow() }
    state.pointee.base[state.pointee.count] = element
    state.pointee.count += 1
  }

  /// Sorts in place, without further memory: by steps that become smaller.
  @inline(__always)
  func sort(_ precedes: (Element, Element) -> Bool) {
    let (base, count) = (state.pointee.base, state.pointee.count)
    var step = 1
    while step < count / 3 { step = 3 * step + 1 }
    while step > 0 {
      var index = step
      while index < count {
        let element = base[index]
        var at = index
        while at >= step, precedes(element, base[at - step]) {
          base[at] = base[at - step]
          at -= step
        }
        base[at] = element
        index += 1
      }
      step /= 3
    }
  }

  @inline(never)
  private func grow() {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: 2 * state.pointee.capacity)
    larger.update(from: state.pointee.base, count: state.pointee.count)
    state.pointee.base.deallocate()
    state.pointee.base = larger
    state.pointee.capacity *= 2
  }
}

extension RiskWorkspace {
  /// Puts the pairs in the order of their categories, those of one category in the order of their codes.
  public func sortPairs() {
    pairs.sort { $0.category == $1.category ? $0.code < $1.code : $0.category < $1.category }
  }
}
