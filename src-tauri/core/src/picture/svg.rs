//! A picture as SVG: for print and for files. Colours are the text's own (`currentColor`), shapes have classes, and there is
//! neither a style nor a script in it.

use std::fmt::Write;

use super::wrap::clean;
use super::{PADDING, Picture, PictureArrow, PictureBox, PicturePoint};

/// The picture as one `<svg>` element, readable on its own and in a page. `id` begins the ids in it: it must be a plain
/// word that no other picture of the page has.
pub fn svg(picture: &Picture, id: &str) -> String {
    let id: String = id.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-').collect();
    let mut out = format!(
        concat!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" class="picture" role="img" aria-labelledby="{id}-title" aria-describedby="{id}-text""#,
            r#" viewBox="0 0 {width} {height}" width="{width}" height="{height}" font-family="sans-serif" font-size="14" fill="currentColor">"#,
            r#"<title id="{id}-title">{title}</title><desc id="{id}-text">{text}</desc>"#,
            r#"<defs><marker id="{id}-head" class="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto">"#,
            r#"<path d="M1 1 9 5 1 9" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"/></marker></defs>"#
        ),
        id = id,
        width = picture.width,
        height = picture.height,
        title = escaped(&picture.title),
        text = picture.text.lines().map(escaped).collect::<Vec<_>>().join("\n"),
    );
    // Writing into a String does not fail.
    let written = picture
        .arrows
        .iter()
        .try_for_each(|one| arrow(&mut out, one, &id))
        .and_then(|()| picture.boxes.iter().try_for_each(|one| card(&mut out, one)))
        .and_then(|()| points(&mut out, &picture.points));
    debug_assert!(written.is_ok());
    out.push_str("</svg>");
    out
}

fn arrow(out: &mut String, arrow: &PictureArrow, id: &str) -> std::fmt::Result {
    let state = if arrow.lit { "lit" } else { "ahead" };
    let (width, dashes) = match (arrow.role.as_str(), arrow.lit) {
        ("axis", _) => (0.5, r#" stroke-opacity="0.4""#),
        ("double", true) => (2.5, ""),
        (_, true) => (1.75, ""),
        (_, false) => (1.25, r#" stroke-dasharray="5 4" stroke-opacity="0.7""#),
    };
    let head = if arrow.role == "axis" { String::new() } else { format!(r#" marker-end="url(#{id}-head)""#) };
    write!(
        out,
        r#"<g class="arrow {} {state}"><path d="{}" fill="none" stroke="currentColor" stroke-width="{width}" stroke-linejoin="round"{dashes}{head}/>"#,
        arrow.role, arrow.path
    )?;
    if !arrow.label.is_empty() {
        let opacity = if arrow.lit { "" } else { r#" fill-opacity="0.75""# };
        write!(
            out,
            r#"<text x="{}" y="{}" text-anchor="middle" font-size="13"{opacity}>{}</text>"#,
            arrow.label_x,
            arrow.label_y,
            escaped(&arrow.label)
        )?;
    }
    out.push_str("</g>");
    Ok(())
}

fn card(out: &mut String, card: &PictureBox) -> std::fmt::Result {
    let (state, dashes) =
        if card.lit { ("lit", "") } else { ("ahead", r#" stroke-dasharray="5 4" stroke-opacity="0.7""#) };
    let struck =
        if card.role.starts_with("old_") { r#" text-decoration="line-through" fill-opacity="0.75""# } else { "" };
    write!(
        out,
        r#"<g class="box {} {state}"><rect x="{}" y="{}" width="{}" height="{}" rx="8" fill="none" stroke="currentColor" stroke-width="1.25"{dashes}/>"#,
        card.role, card.x, card.y, card.width, card.height
    )?;
    let x = card.x + PADDING;
    write!(
        out,
        r#"<text class="heading" x="{x}" y="{}" font-weight="600" font-size="13">{}</text>"#,
        card.y + 20.0,
        escaped(&card.heading)
    )?;
    for (line, y) in card.lines.iter().zip((0i32..).map(|n| card.y + 42.0 + 20.0 * f64::from(n))) {
        write!(
            out,
            r#"<text class="line" x="{x}" y="{y}" font-family="serif" font-size="15"{struck}>{}</text>"#,
            escaped(line)
        )?;
    }
    out.push_str("</g>");
    Ok(())
}

fn points(out: &mut String, points: &[PicturePoint]) -> std::fmt::Result {
    if points.is_empty() {
        return Ok(());
    }
    let way: Vec<String> = points.iter().map(|point| format!("{},{}", point.x, point.y)).collect();
    write!(
        out,
        r#"<g class="points"><polyline points="{}" fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round"/>"#,
        way.join(" ")
    )?;
    for point in points {
        write!(out, r#"<circle cx="{}" cy="{}" r="5"/>"#, point.x, point.y)?;
        for (class, y, weight, text) in
            [("label", point.y - 12.0, "600", &point.label), ("note", point.y + 24.0, "400", &point.note)]
        {
            if !text.is_empty() {
                write!(
                    out,
                    r#"<text class="{class}" x="{}" y="{y}" text-anchor="middle" font-weight="{weight}" font-size="13">{}</text>"#,
                    point.x,
                    escaped(text)
                )?;
            }
        }
    }
    out.push_str("</g>");
    Ok(())
}

fn escaped(text: &str) -> String {
    clean(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
