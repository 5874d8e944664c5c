// SPDX-License-Identifier: Apache-2.0

import Billing
import Testing
import Workflows

@Suite struct ClaimLifeTests {
  private let life = ClaimLife.standard

  @Test(
    "What is told late or twice never leads backwards",
    arguments: [
      (ClaimState.paid, ClaimMove.payerAccept), (.paid, .clearinghouseAccept),
      (.paid, .clearinghouseReject), (.paid, .payerReject), (.denied, .payerAccept),
      (.payerAccepted, .clearinghouseAccept), (.payerAccepted, .clearinghouseReject),
      (.payerAccepted, .payerAccept), (.pending, .payerAccept), (.pending, .clearinghouseReject),
      (.closed, .payerAccept), (.closed, .pend), (.voided, .pay), (.appealed, .payerAccept),
    ])
  func late(_ state: ClaimState, _ move: ClaimMove) {
    #expect(life.next(state, move) == .noted)
  }

  @Test("A person is refused what the table does not have")
  func refused() {
    #expect(life.next(.sent, .send) == .refused)
    #expect(life.next(.paid, .abandon) == .refused)
    #expect(life.next(.voided, .correct) == .refused)
    #expect(life.next(.draft, .send) == .refused)
  }

  @Test("Each state is reached, and each that is no end is left by a person or by an answer")
  func whole() {
    var reached: Set<ClaimState> = [.draft]
    var left: Set<ClaimState> = []
    for state in ClaimState.allCases {
      for move in ClaimMove.allCases {
        guard case .to(let next) = life.next(state, move) else { continue }
        left.insert(state)
        reached.insert(next)
      }
    }
    #expect(reached == Set(ClaimState.allCases))
    #expect(left == Set(ClaimState.allCases.filter { !$0.isEnd }))
    #expect(life.choices(in: .held).contains(.release))
  }

  @Test(
    "A malformed table is refused",
    arguments: ["draft\thold", "draft\thold\tnowhere", "draft\thold\theld\ndraft\thold\tready"])
  func malformed(_ text: String) {
    #expect(ClaimLife(parsing: text) == nil)
  }
}
