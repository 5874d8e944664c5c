// SPDX-License-Identifier: Apache-2.0

/// Bytes that are written one after the other into memory which grows and is used again.
final class ByteOutput {
  private(set) var base: UnsafeMutablePointer<UInt8>
  private(set) var count = 0
  private var capacity: Int

  init(capacity: Int = 1 << 16) {
    self.capacity = capacity
    base = .allocate(capacity: capacity)
  }

  deinit { base.deallocate() }

  /// What was written.
  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

  /// Starts again at the beginning.
  func removeAll() { count = 0 }

  /// Makes room for so many bytes more; what is put afterwards is not checked again.
  @inline(__always)
  func reserve(_ more: Int) {
    if count &+ more > capacity { grow(count + more) }
  }

  @inline(never)
  private func grow(_ wanted: Int) {
    let larger = max(wanted, capacity * 2)
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    memory.update(from: base, count: count)
    base.deallocate()
    base = memory
    capacity = larger
  }

  /// Puts a text.
  @inline(__always)
  func put(_ text: StaticString) {
    let length = text.utf8CodeUnitCount
    assert(count + length <= capacity)
    (base + count).update(from: text.utf8Start, count: length)
    count &+= length
  }

  /// Puts bytes.
  @inline(__always)
  func put(_ bytes: UnsafeBufferPointer<UInt8>) {
    assert(count + bytes.count <= capacity)
    if let start = bytes.baseAddress { (base + count).update(from: start, count: bytes.count) }
    count &+= bytes.count
  }

  /// Puts a byte.
  @inline(__always)
  func put(byte: UInt8) {
    assert(count < capacity)
    base[count] = byte
    count &+= 1
  }

  /// Puts a number of twenty digits at most.
  @inline(__always)
  func put(_ number: Int) {
    if number >= 0, number < 10 { return put(byte: 0x30 &+ UInt8(truncatingIfNeeded: number)) }
    var rest = number.magnitude
    var length = number < 0 ? 1 : 0
    var probe = rest
    repeat {
      length &+= 1
      probe /= 10
    } while probe > 0
    assert(count + length <= capacity)
    var at = count &+ length
    repeat {
      at &-= 1
      base[at] = 0x30 &+ UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
    if number < 0 { base[count] = UInt8(ascii: "-") }
    count &+= length
  }
}
