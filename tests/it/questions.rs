//! Questions follow the text they are asked in.

use journal::change::Op;
use journal::id::EntryId;
use journal::questions::{self, Question};

use crate::world::World;

impl World {
    fn questions(&self) -> Vec<Question> {
        self.journal.read(|tx| questions::list(tx, None)).unwrap()
    }

    fn answer(&self, question: &Question, answer: &str, entry: Option<EntryId>) -> Question {
        self.journal.write(Op::AnswerQuestion, |tx| questions::answer(tx, question.id, answer, entry)).unwrap()
    }
}

fn texts(questions: &[Question]) -> Vec<&str> {
    questions.iter().map(|question| question.text.as_str()).collect()
}

#[test]
fn a_question_typed_letter_by_letter_is_one_question_asked_once() {
    let world = World::new();
    let entry = world.add("Typing", "");
    let line = "?Why do I always re-ask";
    world.body(entry.id, "?W");
    let first = world.questions()[0].clone();
    for end in 3..=line.len() {
        world.later(1);
        world.body(entry.id, &line[..end]);
    }
    let now = world.questions();
    assert_eq!((now.len(), now[0].id, now[0].asked_at), (1, first.id, first.asked_at));
    assert_eq!(now[0].text, "Why do I always re-ask");
}

#[test]
fn an_open_question_vanishes_with_its_line_and_an_answered_one_stays_as_gone() {
    let world = World::new();
    let entry = world.add("Two", "?Who saw it\n\n?Why then\n");
    let asked = world.questions();
    assert_eq!(texts(&asked), ["Who saw it", "Why then"]);
    world.answer(&asked[1], "Because of the bell.", None);
    world.body(entry.id, "Neither.");
    let left = world.questions();
    assert_eq!((texts(&left), left[0].gone, left[0].answer.as_str()), (vec!["Why then"], true, "Because of the bell."));
    // Undo brings the lines back: the answer is with its question again.
    world.body(entry.id, "?Who saw it\n\n?Why then\n");
    let back = world.questions();
    let why = back.iter().find(|question| question.text == "Why then").unwrap();
    assert_eq!((back.len(), why.id, why.gone, why.position), (2, asked[1].id, false, 1));
}

#[test]
fn an_answer_stays_with_its_question_when_lines_are_moved_and_never_goes_to_another() {
    let world = World::new();
    let entry = world.add("Moved", "?Who saw it\n\n?Why then\n");
    let asked = world.questions();
    world.answer(&asked[0], "Anna.", None);
    world.body(entry.id, "?Why then\n\n?Who saw it happen\n");
    let moved = world.questions();
    assert_eq!((moved[1].id, moved[1].answer.as_str()), (asked[0].id, "Anna."));
    world.body(entry.id, "?Why then\n\n?Where was the tally\n");
    let other = world.questions();
    let new = other.iter().find(|question| question.text == "Where was the tally").unwrap();
    assert!(new.answered_at.is_none() && new.id != asked[0].id);
}

#[test]
fn an_entry_can_be_the_answer_until_it_is_in_the_trash() {
    let world = World::new();
    world.add("Asks", "?Why");
    let answer = world.add("Answers", "Because.");
    let question = world.answer(&world.questions()[0], "", Some(answer.id));
    assert_eq!(question.answer_entry.unwrap().title, "Answers");
    world.journal.write(Op::TrashEntry, |tx| journal::entries::trash(tx, &[answer.id])).unwrap();
    let question = &world.questions()[0];
    assert!(question.answer_entry.is_none() && question.answered_at.is_some());
    assert!(world.journal.write(Op::AnswerQuestion, |tx| questions::answer(tx, question.id, " ", None)).is_err());
}

#[test]
fn questions_in_the_trash_are_hidden_and_come_back() {
    let world = World::new();
    let entry = world.add("Asks", "?Why");
    let asked = world.questions();
    world.journal.write(Op::TrashEntry, |tx| journal::entries::trash(tx, &[entry.id])).unwrap();
    assert_eq!(world.questions(), []);
    assert!(world.journal.write(Op::AnswerQuestion, |tx| questions::reopen(tx, asked[0].id)).is_err());
    world.journal.write(Op::RestoreEntry, |tx| journal::entries::restore(tx, &[entry.id])).unwrap();
    assert_eq!(world.questions(), asked);
}

#[test]
fn an_answer_that_was_taken_up_again_is_not_lost_with_its_line() {
    let world = World::new();
    let entry = world.add("Again", "?Who saw it\n");
    let asked = world.questions();
    world.answer(&asked[0], "Both of them did, from the door.", None);
    world.journal.write(Op::AnswerQuestion, |tx| questions::reopen(tx, asked[0].id)).unwrap();
    world.body(entry.id, "Nothing of the kind.");
    let left = world.questions();
    assert_eq!(texts(&left), ["Who saw it"]);
    assert_eq!((left[0].gone, left[0].answer.as_str()), (true, "Both of them did, from the door."));
}
