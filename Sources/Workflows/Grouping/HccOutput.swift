// SPDX-License-Identifier: Apache-2.0

import Glibc
import Grouping
import Values

/// Bytes that are written one after the other, in memory that only grows.
final class HccOutput {
  private struct State {
    var base: UnsafeMutablePointer<UInt8>
    var capacity: Int
    var count: Int
  }

  /// Behind a pointer that never changes, so that each access is one load.
  private let state: UnsafeMutablePointer<State>
  private static let first = 1 << 16

  init() {
    state = UnsafeMutablePointer<State>.allocate(capacity: 1)
    state.initialize(
      to: State(
        base: UnsafeMutablePointer<UInt8>.allocate(capacity: Self.first), capacity: Self.first,
        count: 0))
  }

  deinit {
    state.pointee.base.deallocate()
    state.deallocate()
  }

  /// What was written.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

  /// Forgets what was written.
  func clear() { count = 0 }

  private var base: UnsafeMutablePointer<UInt8> {
    @inline(__always) get { state.pointee.base }
  }

  private var count: Int {
    @inline(__always) get { state.pointee.count }
    @inline(__always) set { state.pointee.count = newValue }
  }

  @inline(__always)
  private func makeRoom(_ more: Int) { if count + more > state.pointee.capacity { grow(more) } }

  @inline(never)
  private func grow(_ more: Int) {
    state.pointee.capacity = max(2 * state.pointee.capacity, count + more)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: state.pointee.capacity)
    larger.update(from: base, count: count)
    base.deallocate()
    state.pointee.base = larger
  }

  @inline(__always)
  func put(byte: UInt8) {
    makeRoom(1)
    base[count] = byte
    count += 1
  }

  @inline(__always)
  func put(_ text: StaticString) {
    put(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  @inline(__always)
  func put(_ part: UnsafeBufferPointer<UInt8>) {
    makeRoom(part.count)
    if let start = part.baseAddress { memcpy(base + count, start, part.count) }
    count += part.count
  }

  func put(text: String) {
    var text = text
    text.withUTF8 { put($0) }
  }

  /// A whole number.
  func put(number: Int64) {
    makeRoom(20)
    if number < 0 { put(byte: 0x2D) }
    var rest = number.magnitude
    let start = count
    repeat {
      base[count] = UInt8(truncatingIfNeeded: rest % 10) + 0x30
      count += 1
      rest /= 10
    } while rest > 0
    var (low, high) = (start, count - 1)
    while low < high {
      swap(&base[low], &base[high])
      low += 1
      high -= 1
    }
  }

  /// A number in millionths, with at least one place behind the point.
  func put(millionths: Int64) {
    makeRoom(24)
    if millionths < 0 { put(byte: 0x2D) }
    let size = millionths.magnitude
    put(number: Int64(size / 1_000_000))
    put(byte: 0x2E)
    var rest = size % 1_000_000
    var unit: UInt64 = 100_000
    repeat {
      put(byte: UInt8(truncatingIfNeeded: rest / unit) + 0x30)
      rest %= unit
      unit /= 10
    } while rest > 0
  }

  /// The text of a packed code.
  func put(code bits: UInt64) {
    makeRoom(PackedCode.capacity)
    var shift: UInt64 = 58
    while shift >= 4 {
      let value = UInt8(truncatingIfNeeded: bits >> shift) & 0x3F
      if value == 0 { return }
      base[count] = value <= 10 ? value + 0x2F : value + 0x36
      count += 1
      if shift < 10 { return }
      shift -= 6
    }
  }
}

extension HccOutput {
  /// Writes the answer of a beneficiary that was scored, as one line.
  ///
  /// - Parameter id: The identifier as it stood in the line; nothing for null.
  func put(_ model: RiskModel, _ workspace: RiskWorkspace, id: UnsafeBufferPointer<UInt8>?) {
    put("{\"id\":")
    if let id { put(id) } else { put("null") }
    put(",\"risk_score\":")
    put(millionths: workspace.score)
    put(",\"demographics\":")
    put(millionths: workspace.demographicScore)
    put(",\"chronic_only\":")
    put(millionths: workspace.chronicScore)
    put(",\"hcc_score\":")
    put(millionths: workspace.categoryScore)
    put(",\"payment\":")
    put(millionths: workspace.paymentScore)
    put(",\"category\":\"")
    put(model.name(ofColumn: workspace.cell))
    put("\",\"hccs\":[")
    var isFirst = true
    workspace.forEachCategory { category in
      put(isFirst ? "\"" : ",\"")
      put(number: Int64(category))
      put(byte: 0x22)
      isFirst = false
    }
    put("],\"cc_to_dx\":{")
    putPairs(workspace)
    put("},\"coefficients\":{")
    for index in 0..<workspace.terms.count {
      let term = workspace.terms[index]
      put(index == 0 ? "\"" : ",\"")
      put(model.name(ofColumn: Int(term.column)))
      put("\":")
      put(millionths: Int64(term.value))
    }
    put("},\"interactions\":{")
    for index in 0..<workspace.settings.count {
      let setting = workspace.settings[index]
      put(index == 0 ? "\"" : ",\"")
      put(model.name(ofColumn: Int(setting.column)))
      put("\":")
      put(byte: UInt8(setting.value) + 0x30)
    }
    put("}}\n")
  }

  private func putPairs(_ workspace: RiskWorkspace) {
    workspace.sortPairs()
    var last: Int32 = -1
    for index in 0..<workspace.pairs.count {
      let pair = workspace.pairs[index]
      if pair.category == last {
        put(",\"")
      } else {
        put(last < 0 ? "\"" : "],\"")
        put(number: Int64(pair.category))
        put("\":[\"")
        last = pair.category
      }
      put(code: pair.code)
      put(byte: 0x22)
    }
    if last >= 0 { put("]") }
  }
}
